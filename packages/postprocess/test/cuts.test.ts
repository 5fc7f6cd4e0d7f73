import { decisionRows } from "@fairline/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ABOVE_ALL_SCORES, cutsOf } from "../src/cuts.ts";

const every = (n: number): Uint32Array => Uint32Array.from({ length: n }, (_, row) => row);

describe("cutsOf", () => {
  it("lists the cuts worked by hand", () => {
    // Scores .75 (positive), .5 (negative, weight 2), .25 (positive): nobody, then one more row at each cut.
    const rows = {
      scores: Float64Array.of(0.5, 0.75, 0.25),
      labels: Uint8Array.of(0, 1, 1),
      weights: Float64Array.of(2, 1, 1),
    };
    expect(cutsOf(rows, every(3))).toEqual({
      thresholds: Float64Array.of(ABOVE_ALL_SCORES, 0.625, 0.375, 0),
      truePositive: Float64Array.of(0, 1, 1, 2),
      falsePositive: Float64Array.of(0, 0, 2, 2),
    });
  });

  it("does not part rows with equal scores", () => {
    const rows = {
      scores: Float64Array.of(0.5, 0.5, 0.25),
      labels: Uint8Array.of(0, 1, 1),
      weights: Float64Array.of(1, 1, 1),
    };
    expect([...cutsOf(rows, every(3)).thresholds]).toEqual([ABOVE_ALL_SCORES, 0.375, 0]);
    expect([...cutsOf(rows, every(2)).thresholds]).toEqual([ABOVE_ALL_SCORES, 0]);
  });

  it("looks at the rows it is given only", () => {
    const rows = {
      scores: Float64Array.of(0.5, 0.75, 0.25),
      labels: Uint8Array.of(0, 1, 1),
      weights: Float64Array.of(1, 1, 1),
    };
    expect(cutsOf(rows, Uint32Array.of(2))).toEqual({
      thresholds: Float64Array.of(ABOVE_ALL_SCORES, 0),
      truePositive: Float64Array.of(0, 1),
      falsePositive: Float64Array.of(0, 0),
    });
    expect([...cutsOf(rows, every(0)).thresholds]).toEqual([ABOVE_ALL_SCORES]);
  });

  it("cuts between neighbouring numbers at the higher one", () => {
    const low = 0.5;
    const high = 0.5 + 2 ** -53;
    const rows = {
      scores: Float64Array.of(high, low),
      labels: Uint8Array.of(1, 0),
      weights: Float64Array.of(1, 1),
    };
    expect(high).toBeGreaterThan(low);
    expect(cutsOf(rows, every(2)).thresholds[1]).toBe(high);
  });

  it("counts what its thresholds decide", () => {
    fc.assert(
      fc.property(decisionRows(), ({ score: scores, label: labels, weight: weights }) => {
        const cuts = cutsOf({ scores, labels, weights }, every(scores.length));
        for (const [k, threshold] of cuts.thresholds.entries()) {
          const sum = (label: number): number =>
            weights.reduce(
              (total, weight, row) =>
                total + (labels[row] === label && scores[row]! >= threshold ? weight : 0),
              0,
            );
          expect([cuts.truePositive[k], cuts.falsePositive[k]]).toEqual([sum(1), sum(0)]);
        }
        expect(cuts.thresholds.length).toBe(new Set(scores).size + 1);
      }),
    );
  });
});
