import { comparedGroups, findMetric, groupFigures } from "@fairline/metrics";
import type { BetweenMetric, Confusion } from "@fairline/metrics";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { statisticsOf } from "../statistics.ts";
import { summaryOf } from "../summary.ts";
import { sumConfusions } from "../../src/confusion.ts";

function metricOf(name: string): BetweenMetric {
  const metric = findMetric(name);
  if (metric?.scope !== "between-groups") throw new Error(name);
  return metric;
}

const statistics = (counts: readonly Confusion[]) => ({
  groups: counts.map(summaryOf),
  overall: summaryOf(sumConfusions(counts)),
});
const ofCounts = (name: string, ...counts: readonly Confusion[]): number =>
  metricOf(name).compute(groupFigures(statistics(counts)));
/** Scores of two groups. */
const ofScores = (
  name: string,
  first: readonly [number, number][],
  second: readonly [number, number][],
): number => {
  const all = [...first, ...second];
  const y = all.map(([label]) => label);
  const rows = {
    codes: all.map((_, row) => Number(row >= first.length)),
    y,
    prediction: y,
    score: all.map(([, score]) => score),
  };
  return metricOf(name).compute(groupFigures(statisticsOf(rows, 2)));
};
const cells = (tp: number, fp: number, tn: number, fn: number): Confusion => ({
  n: tp + fp + tn + fn,
  tp,
  fp,
  tn,
  fn,
});

describe("bias coefficient and dispersion", () => {
  // 80 and 40 rows with mean residuals of .075 and .225; of all rows .125.
  const groups = [cells(30, 4, 36, 10), cells(10, 1, 19, 10)] as const;

  it("give the case worked by hand", () => {
    expect(ofCounts("bias_coefficient", ...groups)).toBeCloseTo(0.15, 15);
    expect(ofCounts("bias_dispersion", ...groups)).toBeCloseTo(Math.sqrt(0.05 ** 2 + 0.1 ** 2), 15);
  });

  it("need two groups; the coefficient has an interval", () => {
    expect(ofCounts("bias_coefficient", groups[0])).toBeNaN();
    expect(ofCounts("bias_dispersion", groups[0], cells(0, 0, 0, 0))).toBeNaN();
    const found = metricOf("bias_coefficient").estimate!(
      comparedGroups(statistics(groups), "wilson"),
    );
    const { low, high } = found.interval(1.96);
    // Errors are 14 of 80 rows and 11 of 40: variances (14/80 - .075^2) / 80 and (11/40 - .225^2) / 40, of a mean of both.
    expect(found.value).toBeCloseTo(0.15, 15);
    expect((high - low) / 2 / 1.96).toBeCloseTo(
      Math.sqrt((0.175 - 0.075 ** 2) / 80 + (0.275 - 0.225 ** 2) / 40) / 2,
      6,
    );
  });
});

describe("demographic disparity", () => {
  it("gives the case worked by hand", () => {
    // The first group is 1 of 4 selected rows, and 5 of 6 rejected.
    expect(ofCounts("demographic_disparity", cells(1, 0, 3, 2), cells(2, 1, 1, 0))).toBeCloseTo(
      5 / 6 - 1 / 4,
      15,
    );
  });

  it("is 0 at demographic parity, and NaN where all have one decision", () => {
    expect(ofCounts("demographic_disparity", cells(1, 1, 2, 0), cells(2, 2, 2, 2))).toBe(0);
    expect(ofCounts("demographic_disparity", cells(1, 1, 0, 0), cells(2, 2, 0, 0))).toBeNaN();
  });
});

describe("inequality of benefits in parts", () => {
  const cell = fc.nat({ max: 20 });
  const group = fc.tuple(cell, cell, cell, cell).map((counts) => cells(...counts));

  it("adds up to that of all rows", () => {
    fc.assert(
      fc.property(fc.array(group, { minLength: 2, maxLength: 4 }), (counts) => {
        for (const name of ["generalized_entropy", "theil_index"]) {
          const [between, within] = ["between", "within"].map((part) =>
            ofCounts(`${name}_${part}`, ...counts),
          );
          if (Number.isNaN(between!)) return;
          const whole = findMetric(name);
          if (whole?.scope !== "group") throw new Error(name);
          expect(between! + within!).toBeCloseTo(
            whole.compute(summaryOf(sumConfusions(counts))),
            10,
          );
        }
      }),
    );
  });

  it("gives the case worked by hand", () => {
    // Mean benefits 1/2 and 3/2, as many rows each: half of (1/2)^2, and all of it between groups but for what halves leave.
    expect(ofCounts("generalized_entropy_between", cells(1, 0, 0, 1), cells(1, 1, 0, 0))).toBe(
      1 / 8,
    );
    expect(ofCounts("theil_index_between", cells(1, 0, 0, 1), cells(1, 1, 0, 0))).toBeCloseTo(
      (0.5 * Math.log(0.5) + 1.5 * Math.log(1.5)) / 2,
      15,
    );
  });
});

describe("areas between curves", () => {
  it("give the cases worked by hand", () => {
    // One group ranks right, the other wrong: its curve runs along the bottom.
    const right: [number, number][] = [
      [1, 0.9],
      [0, 0.1],
    ];
    const wrong: [number, number][] = [
      [0, 0.9],
      [1, 0.1],
    ];
    const tied: [number, number][] = [
      [0, 0.5],
      [1, 0.5],
    ];
    expect(ofScores("abroca", right, wrong)).toBe(1);
    expect(ofScores("abroca", right, tied)).toBe(0.5);
    expect(ofScores("abroca", right, right)).toBe(0);
    // Every score .3 higher.
    expect(
      ofScores(
        "abcc",
        [
          [0, 0.1],
          [0, 0.5],
        ],
        [
          [0, 0.4],
          [0, 0.8],
        ],
      ),
    ).toBeCloseTo(0.3, 15);
    expect(ofScores("abpc", right, right)).toBe(0);
  });

  it("see curves that cross, where the areas under them are equal", () => {
    // From the highest score: + - - + against - + + -.
    const [a, b] = [
      [1, 0, 0, 1],
      [0, 1, 1, 0],
    ].map((labels) => labels.map((label, i): [number, number] => [label, 0.9 - 0.2 * i]));
    expect(ofScores("auc_difference", a!, b!)).toBe(0);
    // .5 above up to a half, .5 below from there.
    expect(ofScores("abroca", a!, b!)).toBe(0.5);
  });

  it("are NaN for fewer than two groups with a curve, and for more groups than are compared", () => {
    expect(
      ofScores(
        "abroca",
        [
          [1, 0.5],
          [0, 0.1],
        ],
        [[1, 0.5]],
      ),
    ).toBeNaN();
    const codes = Array.from({ length: 65 }, (_, row) => row);
    const many = statisticsOf(
      { codes, y: codes.map(() => 0), prediction: codes.map(() => 0), score: codes.map(() => 0.5) },
      65,
    );
    expect(metricOf("abcc").compute(groupFigures(many))).toBeNaN();
  });
});

describe("Cohen's d", () => {
  it("gives the case worked by hand", () => {
    // Means .2 and .6, variance .02 in either group.
    const of = (...scores: readonly number[]): [number, number][] =>
      scores.map((score) => [0, score]);
    expect(ofScores("cohens_d", of(0.1, 0.3), of(0.5, 0.7))).toBeCloseTo(0.4 / Math.sqrt(0.02), 12);
    expect(ofScores("cohens_d", of(0.1, 0.3), of(0.5))).toBeNaN();
  });
});

describe("worst group", () => {
  const groups = [cells(8, 1, 9, 2), cells(3, 4, 6, 7), cells(0, 0, 0, 0)] as const;

  it("is the lowest of what is better high, and the highest of an error", () => {
    expect(ofCounts("worst_group_accuracy", ...groups)).toBe(9 / 20);
    expect(ofCounts("worst_group_false_positive_rate", ...groups)).toBe(0.4);
    expect(ofCounts("worst_group_accuracy", groups[2])).toBeNaN();
  });

  it("has an interval, which looks further up for many groups than for one", () => {
    const metric = metricOf("worst_group_accuracy");
    const of = (...counts: readonly Confusion[]) =>
      metric.estimate!(comparedGroups(statistics(counts), "wilson")).interval(1.96);
    const [one, four] = [of(groups[1]), of(groups[1], groups[1], groups[1], groups[1])];
    expect(one.low).toBeLessThan(0.45);
    expect(four.high).toBeGreaterThan(one.high);
  });
});

describe("differential fairness amplification", () => {
  it("is that of decisions less that of labels", () => {
    const groups = [cells(3, 1, 4, 2), cells(1, 0, 6, 3)] as const;
    expect(ofCounts("differential_fairness_amplification", ...groups)).toBeCloseTo(
      ofCounts("differential_fairness", ...groups) -
        ofCounts("label_differential_fairness", ...groups),
      15,
    );
  });
});
