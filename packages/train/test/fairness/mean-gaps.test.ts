import { openBackend } from "@fairline/tensor";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { EagerBackend } from "@fairline/tensor";
import { PENALTIES, penaltyOfScores } from "./scored.ts";
import type { PenaltyName } from "./scored.ts";

interface Row {
  readonly score: number;
  readonly label: number;
  /** -1: none. */
  readonly group: number;
}

let backend: EagerBackend;
beforeAll(async () => {
  backend = await openBackend("cpu");
});

function rowTensors(rows: readonly Row[], groups: number) {
  const { tf } = backend.use();
  return {
    scores: tf.tensor1d(rows.map(({ score }) => score)),
    labels: tf.tensor1d(rows.map(({ label }) => label)),
    members: tf.tensor2d(
      rows.flatMap(({ group }) => Array.from({ length: groups }, (_, g) => (g === group ? 1 : 0))),
      [rows.length, groups],
    ),
  };
}

function penaltyOf(penalty: PenaltyName, rows: readonly Row[], groups = 2): number {
  const { tf } = backend.use();
  return tf.tidy(() => penaltyOfScores(tf, penalty, rowTensors(rows, groups)).dataSync()[0]!);
}

function gradientOf(penalty: PenaltyName, rows: readonly Row[], groups = 2): number[] {
  const { tf } = backend.use();
  return tf.tidy(() => {
    const { scores, ...others } = rowTensors(rows, groups);
    const slope = tf.grad((x) => penaltyOfScores(tf, penalty, { scores: x, ...others }));
    return [...slope(scores).dataSync()];
  });
}

const six: Row[] = [
  { group: 0, label: 1, score: 0.9 },
  { group: 0, label: 1, score: 0.5 },
  { group: 0, label: 0, score: 0.4 },
  { group: 1, label: 1, score: 0.6 },
  { group: 1, label: 0, score: 0.2 },
  { group: 1, label: 0, score: 0.1 },
];

describe("penalties of mean scores", () => {
  it("gives the three gaps worked by hand for six rows", () => {
    // Means of all scores: 1.8 / 3 = .6 and .9 / 3 = .3.
    expect(penaltyOf("demographic-parity", six)).toBeCloseTo(0.3, 6);
    // Of positive rows: 1.4 / 2 = .7 and .6.
    expect(penaltyOf("equal-opportunity", six)).toBeCloseTo(0.1, 6);
    // Of negative rows: .4 and .3 / 2 = .15; plus the gap of positive rows.
    expect(penaltyOf("equalized-odds", six)).toBeCloseTo(0.35, 6);
  });

  it("averages the gaps of several groups over pairs of rows, as worked by hand", () => {
    const rows = [
      { group: 0, label: 1, score: 0.8 },
      { group: 0, label: 0, score: 0.6 },
      { group: 1, label: 0, score: 0.4 },
      { group: 2, label: 0, score: 0.1 },
    ];
    // Means .7, .4, .1. Pairs of rows: 2 of groups 0 and 1, 2 of 0 and 2, 1 of 1 and 2:
    // (2 * .3 + 2 * .6 + 1 * .3) / 5 = .42.
    expect(penaltyOf("demographic-parity", rows, 3)).toBeCloseTo(0.42, 6);
  });

  it("pushes the scores of the group above down and those of the group below up, as differences say", () => {
    expect(gradientOf("demographic-parity", six)).toEqual(
      [1, 1, 1, -1, -1, -1].map((sign) => expect.closeTo(sign / 3, 6) as number),
    );
    for (const penalty of PENALTIES) {
      for (const [i, slope] of gradientOf(penalty, six).entries()) {
        const moved = (by: number): Row[] =>
          six.map((row, j) => (i === j ? { ...row, score: row.score + by } : row));
        const difference = penaltyOf(penalty, moved(0.01)) - penaltyOf(penalty, moved(-0.01));
        expect(slope).toBeCloseTo(difference / 0.02, 4);
      }
    }
  });

  it("is 0, with no gradient, for one group, for an absent one, and for rows without any", () => {
    const one = six.filter(({ group }) => group === 0);
    const none = six.map((row) => ({ ...row, group: -1 }));
    for (const penalty of PENALTIES) {
      for (const rows of [one, none]) {
        expect(penaltyOf(penalty, rows)).toBe(0);
        expect(gradientOf(penalty, rows).every((slope) => slope === 0)).toBe(true);
      }
    }
    const negatives = six.filter(({ label }) => label === 0);
    expect(penaltyOf("equal-opportunity", negatives)).toBe(0);
  });

  it("does not count rows without a group", () => {
    const stranger = { group: -1, label: 1, score: 1 };
    for (const penalty of PENALTIES) {
      expect(penaltyOf(penalty, [...six, stranger])).toBeCloseTo(penaltyOf(penalty, six), 6);
    }
  });

  const row = fc.record({
    group: fc.integer({ min: -1, max: 2 }),
    label: fc.integer({ min: 0, max: 1 }),
    score: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
  });

  it("depends neither on the order of rows nor on the names of groups, and stays in its range", () => {
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 30 }),
        fc.constantFrom(...PENALTIES),
        (rows, penalty) => {
          const value = penaltyOf(penalty, rows, 3);
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(penalty === "equalized-odds" ? 2 : 1);
          expect(penaltyOf(penalty, rows.toReversed(), 3)).toBeCloseTo(value, 5);
          const renamed = rows.map((each) => ({
            ...each,
            group: each.group < 0 ? -1 : (each.group + 1) % 3,
          }));
          expect(penaltyOf(penalty, renamed, 3)).toBeCloseTo(value, 5);
        },
      ),
    );
  });

  it("is the absolute difference of the two groups' mean scores", () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 30 }), (rows) => {
        const meanOf = (group: number): number => {
          const scores = rows.filter((each) => each.group === group).map(({ score }) => score);
          return scores.reduce((total, score) => total + score, 0) / scores.length;
        };
        fc.pre(!Number.isNaN(meanOf(0)) && !Number.isNaN(meanOf(1)));
        const two = rows.filter(({ group }) => group < 2);
        expect(penaltyOf("demographic-parity", two)).toBeCloseTo(
          Math.abs(meanOf(0) - meanOf(1)),
          5,
        );
      }),
    );
  });
});
