import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { confusion } from "@fairline/metrics";
import type { Confusion } from "@fairline/metrics";
import { describe, expect, it } from "vitest";
import { smoothedLogRatio } from "../src/between/smoothed-log-ratio.ts";
import { baseRate } from "../src/rate/base-rate.ts";
import { figuresOf, golden } from "./golden.ts";
import type { Figures, GoldenCase, Rows } from "./golden.ts";

const mirror = process.env["FAIRLINE_MIRROR"];
const withMirror =
  mirror === undefined ? " (skipped: set FAIRLINE_MIRROR to a folder with the data sets)" : "";

/** Holds every figure to its golden value within 1e-12, and NaN to null. */
function expectFigures(found: Figures, expected: Figures): void {
  expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, value] of Object.entries(expected)) {
    if (value === null) expect(found[name], name).toBeNaN();
    else expect(Math.abs(found[name]! - value), name).toBeLessThan(1e-12);
  }
}

function expectCase(found: GoldenCase, expected: GoldenCase): void {
  expectFigures(found.overall, expected.overall);
  expect(Object.keys(found.by_group)).toEqual(Object.keys(expected.by_group));
  for (const [group, figures] of Object.entries(expected.by_group)) {
    expectFigures(found.by_group[group]!, figures);
  }
  expectFigures(found.difference_between_groups, expected.difference_between_groups);
  expectFigures(found.difference_to_overall, expected.difference_to_overall);
  expectFigures(found.ratio_between_groups, expected.ratio_between_groups);
  expectFigures(found.ratio_to_overall, expected.ratio_to_overall);
  expectFigures(found.derived, expected.derived);
}

const { y_true: y, y_pred: prediction, sensitive: group } = golden.fairlearn_doc18;
const doc18: Rows = { y, prediction, group };

describe("the golden figures of Fairlearn's documented 18 rows", () => {
  it.each(["fairline", "fairlearn"] as const)("are met by the convention %s", (convention) => {
    expectCase(figuresOf(doc18, convention), golden.fairlearn_doc18.result);
  });

  it.each(["fairline", "fairlearn"] as const)("are met with weights by %s", (convention) => {
    const { sample_weight: weight, result } = golden.fairlearn_doc18_weighted;
    expectCase(figuresOf({ ...doc18, weight }, convention), result);
  });
});

/** Two positive and two negative rows in group a, half of each selected; two negative rows in b, one selected. */
const withoutPositives: Rows = {
  y: [1, 1, 0, 0, 0, 0],
  prediction: [1, 0, 1, 0, 1, 0],
  group: ["a", "a", "a", "a", "b", "b"],
};
const allZero: Rows = { y: [1, 0, 1, 0], prediction: [0, 0, 0, 0], group: ["a", "a", "b", "b"] };

describe("a group without positive rows", () => {
  const { group_without_positives: expected } = golden.edge;

  it("has true positive rate 0 by Fairlearn's convention, and the gaps that follow", () => {
    expectCase(figuresOf(withoutPositives, "fairlearn"), expected);
  });

  it("has none by our own, with its count, and leaves no two groups to compare", () => {
    const found = figuresOf(withoutPositives, "fairline");
    expectFigures(found.by_group["b"]!, { ...expected.by_group["b"], tpr: null, fnr: null });
    expectFigures(found.by_group["a"]!, expected.by_group["a"]!);
    expectFigures(found.difference_between_groups, {
      ...expected.difference_between_groups,
      tpr: null,
      fnr: null,
    });
    expectFigures(found.derived, {
      ...expected.derived,
      equal_opportunity_difference: null,
      equal_opportunity_ratio: null,
      equalized_odds_difference_worst_case: null,
      equalized_odds_difference_mean: null,
      equalized_odds_difference_worst_case_to_overall: null,
      equalized_odds_difference_mean_to_overall: null,
      equalized_odds_ratio_worst_case: null,
      equalized_odds_ratio_mean: null,
      equalized_odds_ratio_worst_case_to_overall: null,
    });
  });
});

describe("predictions that are all 0", () => {
  it.each(["fairline", "fairlearn"] as const)(
    "have no ratio by the convention %s",
    (convention) => {
      expectCase(figuresOf(allZero, convention), golden.edge.all_zero_pred);
    },
  );
});

/** The rows where `keep` says so, as a confusion of labels alone. */
function labelsWhere<T>(
  rows: readonly T[],
  isPositive: (row: T) => boolean,
  keep: (row: T) => boolean,
): Confusion {
  const labels = rows.map((row) => Number(isPositive(row)));
  const kept = rows.flatMap((row, i) => (keep(row) ? [i] : []));
  return confusion(labels, labels, undefined, kept);
}

/** The base rate of the unprivileged rows less that of the privileged, and over it. */
function compareBaseRates<T>(
  rows: readonly T[],
  isPositive: (row: T) => boolean,
  isPrivileged: (row: T) => boolean,
): { parity: number; impact: number } {
  const rateWhere = (keep: (row: T) => boolean): number =>
    baseRate.compute({ counts: labelsWhere(rows, isPositive, keep) });
  const privileged = rateWhere(isPrivileged);
  const unprivileged = rateWhere((row) => !isPrivileged(row));
  return { parity: unprivileged - privileged, impact: unprivileged / privileged };
}

describe.skipIf(mirror === undefined)(`the golden figures of whole data sets${withMirror}`, () => {
  const lines = (...path: readonly string[]): string[] => {
    const file = join(mirror!, ...path);
    expect(existsSync(file), file).toBe(true);
    return readFileSync(file, "utf8").split("\n");
  };

  const adult = (): string[][] =>
    [...lines("adult", "adult.data"), ...lines("adult", "adult.test")]
      .map((line) => line.split(",").map((word) => word.trim()))
      .filter((row) => row.length === 15);
  const [RACE, SEX, INCOME] = [8, 9, 14];
  const isRich = (row: string[]): boolean => row[INCOME]!.startsWith(">50K");
  const groupsOf = (rows: string[][], keyOf: (row: string[]) => string): Confusion[] =>
    [...new Set(rows.map(keyOf))].map((key) =>
      labelsWhere(rows, isRich, (row) => keyOf(row) === key),
    );

  it.each([
    ["all", golden.adult_all_48842, (row: string[]) => row.length > 0],
    ["complete", golden.adult_complete_45222, (row: string[]) => !row.includes("?")],
  ] as const)("are met on the %s rows of Adult", (_, expected, keep) => {
    const rows = adult().filter(keep);
    const sex = compareBaseRates(rows, isRich, (row) => row[SEX] === "Male");
    const race = compareBaseRates(rows, isRich, (row) => row[RACE] === "White");
    const found = {
      base_rate: baseRate.compute({ counts: labelsWhere(rows, isRich, () => true) }),
      sex: sex.parity,
      sex_di: sex.impact,
      race_white: race.parity,
      race_white_di: race.impact,
      smoothed_edf_sex: smoothedLogRatio(
        groupsOf(rows, (row) => row[SEX]!),
        baseRate,
      ),
      smoothed_edf_sex_race5: smoothedLogRatio(
        groupsOf(rows, (row) => `${row[SEX]!} ${row[RACE]!}`),
        baseRate,
      ),
    };
    for (const [name, value] of Object.entries(found)) {
      expect(Math.abs(value - expected[name]!), name).toBeLessThan(1e-12);
    }
  });

  it("are met on German credit", () => {
    const [STATUS, AGE, CREDIT] = [8, 12, 20];
    const rows = lines("german", "german.data")
      .map((line) => line.split(" "))
      .filter((row) => row.length === 21);
    const isGood = (row: string[]): boolean => row[CREDIT] === "1";
    const age = compareBaseRates(rows, isGood, (row) => Number(row[AGE]) > 25);
    const sex = compareBaseRates(rows, isGood, (row) => !["A92", "A95"].includes(row[STATUS]!));
    const { german } = golden;
    expect(baseRate.compute({ counts: labelsWhere(rows, isGood, () => true) })).toBeCloseTo(
      german.base_rate,
      12,
    );
    expect(age.parity).toBeCloseTo(german.age_gt25["dataset_statistical_parity_difference"]!, 12);
    expect(age.impact).toBeCloseTo(german.age_gt25["dataset_disparate_impact"]!, 12);
    expect(sex.parity).toBeCloseTo(german.sex_male["dataset_statistical_parity_difference"]!, 12);
    expect(sex.impact).toBeCloseTo(german.sex_male["dataset_disparate_impact"]!, 12);
  });
});
