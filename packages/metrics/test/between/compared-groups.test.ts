import { confusion, scoresByGroup, sortRows, sumConfusions } from "@fairline/metrics";
import type {
  BetweenMetric,
  ComparedGroups,
  GroupMetric,
  GroupStatistics,
  ScoreRows,
} from "@fairline/metrics";
import { differencePairs, estimateDifferences, symmetricEstimate } from "@fairline/numeric";
import { describe, expect, it } from "vitest";
import { comparedGroups } from "../../src/between/compared-groups.ts";
import { compare } from "../../src/between/comparisons.ts";
import { differenceToOverall } from "../../src/between/difference-to-overall.ts";
import { difference } from "../../src/between/difference.ts";
import { ratioToOverall } from "../../src/between/ratio-to-overall.ts";
import { ratio } from "../../src/between/ratio.ts";
import { groupFigures } from "../../src/group-figures.ts";
import { cellMetric } from "../../src/group-metric.ts";
import { f1 } from "../../src/rate/f1.ts";
import { selectionRate } from "../../src/rate/selection-rate.ts";
import { truePositiveRate } from "../../src/rate/true-positive-rate.ts";
import { brier } from "../../src/score/brier.ts";
import { summaryOf } from "../summary.ts";

/** Label and prediction of each row of a group. */
type Rows = readonly (readonly [label: number, prediction: number])[];

const MIXED: Rows = [
  [1, 1],
  [1, 1],
  [1, 0],
  [0, 1],
  [0, 0],
];
const FEW_HITS: Rows = [
  [1, 1],
  [1, 0],
  [1, 0],
  [1, 0],
  [0, 0],
  [0, 0],
  [0, 1],
  [0, 0],
];
const NO_POSITIVE: Rows = [
  [0, 1],
  [0, 0],
];
const NO_HIT: Rows = [
  [1, 0],
  [0, 1],
  [0, 0],
];

function statisticsOf(...groups: readonly Rows[]): {
  groups: GroupStatistics[];
  overall: GroupStatistics;
} {
  const counts = groups.map((rows) =>
    confusion(
      rows.map(([label]) => label),
      rows.map(([, prediction]) => prediction),
    ),
  );
  return { groups: counts.map(summaryOf), overall: summaryOf(sumConfusions(counts)) };
}

const comparedOf = (...groups: readonly Rows[]): ComparedGroups =>
  comparedGroups(statisticsOf(...groups), "wilson");

describe("comparedGroups", () => {
  it("gives rates as successes among rows", () => {
    expect(comparedOf(MIXED, FEW_HITS).rates(truePositiveRate)).toEqual({
      successes: [2, 1],
      n: [3, 4],
      weight: [3, 4],
    });
  });

  it("gives a metric of each group and of all rows", () => {
    const groups = comparedOf(MIXED, FEW_HITS);
    expect(groups.estimates(truePositiveRate).map(({ value }) => value)).toEqual([2 / 3, 1 / 4]);
    expect(groups.ofAll(truePositiveRate).value).toBe(3 / 7);
  });

  it("makes the intervals of rates by the method that is asked for", () => {
    const ends = (["wilson", "clopper-pearson"] as const).map((method) => {
      const groups = comparedGroups(statisticsOf(MIXED, FEW_HITS), method);
      return groups.estimates(truePositiveRate)[1]!.interval(1.96).low;
    });
    // Of 1 of 4. Wilson: (.25 + .4802 - 1.96 x sqrt(.046875 + .060025)) / 1.9604. Clopper and Pearson: the p at which
    // a hit in four rows has chance 1 - (1 - p)^4 = .025, 1 - .975^(1/4).
    expect(ends[0]).toBeCloseTo(0.0456, 4);
    expect(ends[1]).toBeCloseTo(0.00631, 4);
  });

  it("computes once what is asked for twice", () => {
    const groups = comparedOf(MIXED, FEW_HITS);
    expect(groups.estimates(f1)).toBe(groups.estimates(f1));
    expect(groups.rates(selectionRate)).toBe(groups.rates(selectionRate));
    expect(groups.family(f1, difference)).toBe(groups.family(f1, difference));
    expect(groups.family(f1, difference)).not.toBe(groups.family(f1, ratio));
  });

  it("tells metrics apart", () => {
    const groups = comparedOf(MIXED, FEW_HITS);
    expect(groups.family(truePositiveRate, difference)!.value).toBeCloseTo(2 / 3 - 1 / 4, 14);
    expect(groups.family(selectionRate, difference)!.value).toBeCloseTo(3 / 5 - 2 / 8, 14);
  });

  it("compares rates by the methods for rates", () => {
    const groups = comparedOf(MIXED, FEW_HITS);
    const rates = groups.rates(selectionRate);
    const found = groups.family(selectionRate, difference)!;
    expect(found.high(1.96)).toBe(differencePairs(rates).high(1.96));
    const estimates = groups.estimates(selectionRate);
    expect(found.high(1.96)).not.toBeCloseTo(estimateDifferences(estimates).high(1.96), 6);
  });

  it("compares figures that are no rates with each other and with all rows", () => {
    // F1 2 x 2 / (4 + 2) = 2/3, 2 x 1 / (2 + 4) = 1/3, and of all 2 x 3 / (6 + 6) = 1/2.
    const groups = comparedOf(MIXED, FEW_HITS);
    expect(groups.family(f1, difference)!.value).toBeCloseTo(1 / 3, 14);
    expect(groups.family(f1, ratio)!.value).toBeCloseTo(1 - 1 / 2, 14);
    expect(groups.family(f1, differenceToOverall)!.value).toBeCloseTo(1 / 6, 14);
    expect(groups.family(f1, ratioToOverall)!.value).toBeCloseTo(1 - 2 / 3, 14);
  });

  it("has no ratio to overall of figures that are no rates where one is 0", () => {
    const groups = comparedOf(MIXED, NO_HIT);
    expect(groups.family(f1, ratioToOverall)).toBeNull();
    expect(groups.family(f1, differenceToOverall)).not.toBeNull();
  });
});

describe("the gap of a comparison", () => {
  const gapOf = (metric: BetweenMetric, ...groups: readonly Rows[]) =>
    metric.gap(comparedOf(...groups));

  it("is the largest comparison, and turns into the figure", () => {
    const gap = gapOf(compare(truePositiveRate, ratio), MIXED, FEW_HITS)!;
    expect(gap.combine).toBe("largest");
    expect(gap.families.map(({ value }) => value)).toEqual([expect.closeTo(1 - 3 / 8, 14)]);
    expect(gap.figureOf(gap.families[0]!.value)).toBeCloseTo(3 / 8, 14);
    const apart = gapOf(compare(truePositiveRate, difference), MIXED, FEW_HITS)!;
    expect(apart.figureOf(0.4)).toBe(0.4);
  });

  it("leaves out a group without a figure", () => {
    const metric = compare(truePositiveRate, difference);
    const gap = gapOf(metric, MIXED, NO_POSITIVE, FEW_HITS)!;
    expect(gap.families[0]!.groups).toBe(2);
    expect(gap.families[0]!.value).toBeCloseTo(2 / 3 - 1 / 4, 14);
  });

  it("is not to be had where a group has a figure without an interval", () => {
    const unsure = cellMetric({
      ...f1,
      interval: "",
      compute: ({ tp }) => tp,
      estimate: ({ counts }) => symmetricEstimate(counts.tp, counts.tp === 2 ? Number.NaN : 0.1),
    });
    expect(gapOf(compare(unsure, difference), MIXED, FEW_HITS, NO_HIT)).toBeNull();
    expect(gapOf(compare(unsure, difference), FEW_HITS, NO_HIT)).not.toBeNull();
  });

  it("is not to be had where its comparison has no intervals", () => {
    expect(gapOf(compare(f1, ratioToOverall), MIXED, NO_HIT)).toBeNull();
  });

  it("counts two groups beside all rows as two comparisons, but for a figure of all that is the mean of theirs", () => {
    const shapes = (metric: GroupMetric, comparison: typeof difference, ...groups: Rows[]) =>
      gapOf(compare(metric, comparison), ...groups)!.shapes.length;
    expect(shapes(f1, differenceToOverall, MIXED, FEW_HITS)).toBe(2);
    expect(shapes(f1, differenceToOverall, MIXED, FEW_HITS, NO_HIT)).toBe(1);
    expect(shapes(f1, difference, MIXED, FEW_HITS)).toBe(1);
    expect(shapes(selectionRate, differenceToOverall, MIXED, FEW_HITS)).toBe(1);
  });

  it("counts two groups beside all rows as one comparison of a mean", () => {
    const rows = sortRows({ score: [0.1, 0.4, 0.7, 0.9, 0.2, 0.6], label: [0, 1, 1, 1, 0, 0] });
    const counts = summaryOf(confusion([0, 1, 1], [0, 0, 1]));
    const withScores = (scores: ScoreRows): GroupStatistics => ({ ...counts, scores });
    const groups = comparedGroups(
      {
        groups: scoresByGroup(rows, [0, 0, 0, 1, 1, 1], 2).map(withScores),
        overall: withScores(scoresByGroup(rows, [0, 0, 0, 0, 0, 0], 1)[0]!),
      },
      "wilson",
    );
    expect(compare(brier, differenceToOverall).gap(groups)!.shapes).toHaveLength(1);
  });
});

describe("a comparison of a metric", () => {
  const AS = { name: "parity", label: "parity of selection", source: "A paper" };

  it("is named after the metric, and says what it compares", () => {
    expect(compare(selectionRate, differenceToOverall)).toMatchObject({
      scope: "between-groups",
      name: "selection_rate_difference_to_overall",
      label: "selection rate difference to overall",
      definition: "Largest distance of a group's selection rate from that of all rows.",
      source: difference.source,
      of: [selectionRate],
      comparison: differenceToOverall,
      subject: { name: "selection_rate", label: "selection rate", isCriterion: false },
    });
    expect(compare(selectionRate, difference).definition).toBe(
      "Largest less smallest selection rate over the groups.",
    );
    expect(compare(selectionRate, ratio).definition).toBe(
      "Smallest over largest selection rate over the groups.",
    );
    expect(compare(selectionRate, ratioToOverall).definition).toBe(
      "Smallest ratio of a group's selection rate and that of all rows.",
    );
  });

  it("of a criterion bears the criterion's name and source", () => {
    expect(compare(selectionRate, difference, AS)).toMatchObject({
      name: "parity_difference",
      label: "parity of selection difference",
      source: "A paper",
      subject: { name: "parity", label: "parity of selection", isCriterion: true },
    });
  });

  it("is computed from the groups' figures and that of all rows", () => {
    const figures = groupFigures(statisticsOf(MIXED, FEW_HITS));
    // Of 5, 8 and 13 rows are 3, 2 and 5 selected.
    expect(compare(selectionRate, difference).compute(figures)).toBeCloseTo(0.6 - 0.25, 14);
    const toOverall = compare(selectionRate, differenceToOverall).compute(figures);
    expect(toOverall).toBeCloseTo(0.6 - 5 / 13, 14);
  });
});
