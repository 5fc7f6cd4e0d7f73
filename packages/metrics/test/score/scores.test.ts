import { confusion, scoresByGroup, sortRows } from "@fairline/metrics";
import type { GroupStatistics, MeanMetric, ScoreMetric, ScoreRows } from "@fairline/metrics";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { auc as aucMetric } from "../../src/score/auc.ts";
import { brier as brierMetric } from "../../src/score/brier.ts";
import { logLoss as logLossMetric } from "../../src/score/log-loss.ts";
import { summaryOf } from "../summary.ts";

/** The scores of some rows, as one group. */
function scoresOf(
  label: readonly number[],
  score: readonly number[],
  weight?: readonly number[],
  rows: readonly number[] = [...label.keys()],
): ScoreRows {
  const codes = label.map((_, row) => (rows.includes(row) ? 0 : -1));
  return scoresByGroup(sortRows({ label, score, weight }), codes, 1)[0]!;
}

/** A metric of rows as columns, as {@link scoresOf} takes them. */
const ofRows =
  ({ compute }: ScoreMetric | MeanMetric) =>
  (...rows: Parameters<typeof scoresOf>): number =>
    compute({ scores: scoresOf(...rows) });
/** A group of which the scores alone are of interest. */
const group = (scores: ScoreRows): GroupStatistics => ({
  ...summaryOf(confusion([], [])),
  scores,
});
const auc = ofRows(aucMetric);
const logLoss = ofRows(logLossMetric);
const brier = ofRows(brierMetric);

const scored = fc.array(
  fc.tuple(fc.nat({ max: 1 }), fc.nat({ max: 8 }), fc.integer({ min: 0, max: 4 })),
  { minLength: 1, maxLength: 40 },
);

interface Rows {
  readonly y: readonly number[];
  readonly score: readonly number[];
  readonly weight: readonly number[];
}

function columns(list: readonly (readonly [number, number, number])[]): Rows {
  return {
    y: list.map(([y]) => y),
    score: list.map(([, eighths]) => eighths / 8),
    weight: list.map(([, , weight]) => weight),
  };
}

/** The definition: every pair of a positive and a negative row, a tie counting half. */
function aucByPairs({ y, score, weight }: Rows): number {
  let [won, pairs] = [0, 0];
  for (const [i, label] of y.entries()) {
    if (label === 0) continue;
    for (const [j, other] of y.entries()) {
      if (other === 1) continue;
      const mass = weight[i]! * weight[j]!;
      pairs += mass;
      won += mass * (score[i]! > score[j]! ? 1 : score[i] === score[j] ? 0.5 : 0);
    }
  }
  return won / pairs;
}

describe("auc", () => {
  it("gives the case worked by hand, with a tie", () => {
    // Positives .8 and .4, negatives .4 and .2: .8 wins twice, .4 ties once and wins once. 3.5 of 4 pairs.
    expect(auc([1, 1, 0, 0], [0.8, 0.4, 0.4, 0.2])).toBe(3.5 / 4);
  });

  /* The example in scikit-learn's documentation of roc_auc_score: 0.75. */
  it("gives the documented example", () => {
    expect(auc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])).toBe(0.75);
  });

  it("is the weighted share of pairs that the positive row wins", () => {
    fc.assert(
      fc.property(scored, (list) => {
        const rows = columns(list);
        const found = auc(rows.y, rows.score, rows.weight);
        const expected = aucByPairs(rows);
        if (Number.isNaN(expected)) expect(found).toBeNaN();
        else expect(found).toBeCloseTo(expected, 12);
      }),
    );
  });

  it("does not depend on the order of the rows, and turns round with the labels", () => {
    fc.assert(
      fc.property(scored, (list) => {
        const { y, score } = columns(list);
        const found = auc(y, score);
        expect(auc(y.toReversed(), score.toReversed())).toEqual(found);
        const turned = auc(
          y.map((label) => 1 - label),
          score,
        );
        if (!Number.isNaN(found)) expect(turned).toBeCloseTo(1 - found, 12);
      }),
    );
  });

  it("is NaN with one label only, and without rows", () => {
    expect(auc([1, 1], [0.2, 0.3])).toBeNaN();
    expect(auc([0], [0.2])).toBeNaN();
    expect(auc([], [])).toBeNaN();
  });

  it("takes only the rows asked for", () => {
    expect(auc([1, 0, 0], [0.5, 0.9, 0.1], undefined, [2, 0])).toBe(1);
  });
});

describe("how the auc of groups goes with that of all rows", () => {
  const label = [1, 0, 1, 0];
  const score = [0.8, 0.6, 0.4, 0.2];

  it("gives the variances worked by hand", () => {
    // Placements of the positives 1 and .5, of the negatives .5 and 1: variance .125 of two each, .0625 + .0625.
    // The same rows twice: variance 1/12 of four each.
    const twice = sortRows({ score: [...score, ...score], label: [...label, ...label] });
    const groups = scoresByGroup(twice, [0, 0, 0, 0, 1, 1, 1, 1], 2);
    const [all] = scoresByGroup(twice, new Int8Array(8), 1);
    const { own, overall, shared } = aucMetric.covariances(groups.map(group), group(all!));
    expect(own).toEqual([expect.closeTo(0.125, 14), expect.closeTo(0.125, 14)]);
    expect(overall).toBeCloseTo(1 / 24, 14);
    // Half of the rows of all are a group's.
    expect(shared).toEqual([expect.closeTo(0.0625, 14), expect.closeTo(0.0625, 14)]);
  });

  it("gives one number for a group that is all rows", () => {
    const rows = scoresOf(label, score);
    const { own, overall, shared } = aucMetric.covariances([group(rows)], group(rows));
    expect(own[0]).toBeCloseTo(0.125, 14);
    expect(overall).toBe(own[0]);
    expect(shared[0]).toBeCloseTo(0.125, 14);
  });

  it("is not known without rows", () => {
    const none = group(scoresOf([], []));
    const { own, overall, shared } = aucMetric.covariances([none], none);
    expect([own[0], overall, shared[0]]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });
});

describe("log loss and Brier score", () => {
  it("give the case worked by hand", () => {
    // -(ln .8 + ln(1 - .4)) / 2 and (.2^2 + .4^2) / 2
    expect(logLoss([1, 0], [0.8, 0.4])).toBeCloseTo(-(Math.log(0.8) + Math.log(0.6)) / 2, 15);
    expect(brier([1, 0], [0.8, 0.4])).toBeCloseTo((0.04 + 0.16) / 2, 15);
  });

  /*
   * scikit-learn's documentation: log_loss(["spam", "ham", "ham", "spam"], [[.1, .9], [.9, .1], [.8, .2], [.35, .65]])
   * is 0.21616; brier_score_loss([0, 1, 1, 0], [0.1, 0.9, 0.8, 0.3]) is 0.0375.
   */
  it("give the documented examples", () => {
    expect(logLoss([1, 0, 0, 1], [0.9, 0.1, 0.2, 0.65])).toBeCloseTo(0.21616, 5);
    expect(brier([0, 1, 1, 0], [0.1, 0.9, 0.8, 0.3])).toBeCloseTo(0.0375, 12);
  });

  it("stay finite at scores of exactly 0 and 1", () => {
    expect(logLoss([1, 0], [0, 1])).toBeCloseTo(52 * Math.LN2, 10);
    expect(logLoss([1, 0], [1, 0])).toBeCloseTo(0, 12);
    expect(brier([1, 0], [0, 1])).toBe(1);
    // A score of exactly 1 counts as 1 - 2^-52.
    expect(logLoss([1], [1]) / 2 ** -52).toBeCloseTo(1, 12);
  });

  it("weigh rows, and are NaN without weight", () => {
    expect(brier([1, 0], [0.5, 1], [3, 1])).toBe((3 * 0.25 + 1) / 4);
    expect(brier([1, 0], [0.5, 1], [0, 0])).toBeNaN();
    expect(logLoss([], [])).toBeNaN();
  });
});

describe("a resample of scores", () => {
  it("counts a row k times as k rows", () => {
    fc.assert(
      fc.property(scored, (list) => {
        const { y, score, weight: counts } = columns(list);
        const repeated = counts.flatMap((count, row) => Array.from({ length: count }, () => row));
        const base = scoresOf(y, score);
        const { order } = sortRows({ label: y, score });
        const scores = base.under(
          Float64Array.from(base.places, (place) => counts[order[place]!]!),
        );
        const again = (column: readonly number[]): number[] => repeated.map((row) => column[row]!);
        for (const metric of [aucMetric, logLossMetric, brierMetric]) {
          const [found, expected] = [
            metric.compute({ scores }),
            metric.compute({ scores: scoresOf(again(y), again(score)) }),
          ];
          if (Number.isNaN(expected)) expect(found).toBeNaN();
          else expect(found).toBeCloseTo(expected, 10);
        }
      }),
    );
  });
});
