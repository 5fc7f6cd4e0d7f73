import { decisionRows } from "@fairline/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deriveEqualizedOdds } from "../src/equalized-odds.ts";
import type { DecidedGroup } from "../src/equalized-odds.ts";
import { describeThreshold } from "../src/threshold-rule.ts";
import { FIGURES, PEER_GROUPS, PEER_ROWS } from "./peers/rows.ts";

const decided = (members: readonly Uint32Array[], rows = PEER_ROWS): DecidedGroup[] =>
  members.map((own) => ({ ...describeThreshold(rows, own, 0.5), threshold: 0.5 }));

const group = (tp: number, fn: number, fp: number, tn: number): DecidedGroup => ({
  counts: { n: tp + fn + fp + tn, tp, fn, fp, tn },
  positives: tp + fn,
  scores: 2,
  threshold: 0.5,
});

const goal = { objective: "accuracy", tolerance: 0 } as const;

describe("deriveEqualizedOdds", () => {
  it("gives the chances worked by hand", () => {
    // (FPR, TPR) of a (0, 1), of b (0, .5): b's decisions are kept, and a's positive ones with chance .5: 3 of 4 right in each.
    const { groups, value, gap } = deriveEqualizedOdds(
      [group(2, 0, 0, 2), group(1, 1, 0, 2)],
      goal,
    );
    expect(value).toBeCloseTo(6 / 8, 12);
    expect(gap).toBeCloseTo(0, 12);
    expect(groups[0]!.chances).toEqual([{ from: 0.5, chance: expect.closeTo(0.5, 12) as number }]);
    expect(groups[1]!.chances).toEqual([{ from: 0.5, chance: 1 }]);
    expect(groups[0]!.counts).toEqual({ n: 4, tp: 1, fn: 1, fp: 0, tn: 2 });
  });

  it("turns decisions that are worse than chance", () => {
    // a is wrong always: turned, it is right always, as b is.
    const { groups, value } = deriveEqualizedOdds([group(0, 2, 2, 0), group(2, 0, 0, 2)], goal);
    expect(value).toBeCloseTo(1, 12);
    expect(groups[0]!.chances).toEqual([
      { from: 0.5, chance: 0 },
      { from: 0, chance: 1 },
    ]);
  });

  it("keeps decisions whose odds are equal", () => {
    const same = [group(3, 1, 1, 3), group(6, 2, 2, 6)];
    for (const { chances } of deriveEqualizedOdds(same, goal).groups) {
      expect(chances).toEqual([{ from: 0.5, chance: 1 }]);
    }
  });

  it("reaches the rates of AIF360's EqOddsPostprocessing", () => {
    // Its objective is the sum of TPR - FPR, which equal odds make that of balanced accuracy.
    const { value, groups } = deriveEqualizedOdds(decided(PEER_GROUPS), {
      objective: "balanced-accuracy",
      tolerance: 0,
    });
    const theirs = FIGURES.aif360["equal odds"]!;
    expect(value).toBeCloseTo(theirs.balanced, 9);
    for (const [g, { counts }] of groups.entries()) {
      expect(counts.tp / (counts.tp + counts.fn)).toBeCloseTo(theirs.tpr[g]!, 6);
      expect(counts.fp / (counts.fp + counts.tn)).toBeCloseTo(theirs.fpr[g]!, 6);
    }
  });

  it("has equal odds, and is no worse than deciding for nobody or everybody", () => {
    const cases = decisionRows({ groups: 2, maxRows: 30 }).map(
      ({ group: of, label, score, weight }) => ({
        rows: {
          scores: Float64Array.of(...score, 0.25, 0.75, 0.25, 0.75),
          labels: Uint8Array.of(...label, 0, 1, 0, 1),
          weights: Float64Array.of(...weight, 1, 1, 1, 1),
        },
        groups: [...of, 0, 0, 1, 1],
      }),
    );
    fc.assert(
      fc.property(cases, ({ rows, groups }) => {
        const members = [0, 1].map((g) =>
          Uint32Array.from(groups.keys()).filter((row) => groups[row] === g),
        );
        const found = deriveEqualizedOdds(decided(members, rows), goal);
        expect(found.gap).toBeLessThan(1e-8);
        const weight = (label: number): number =>
          rows.weights.reduce((sum, w, row) => sum + (rows.labels[row] === label ? w : 0), 0);
        const constant = Math.max(weight(0), weight(1)) / (weight(0) + weight(1));
        expect(found.value).toBeGreaterThan(constant - 1e-9);
      }),
    );
  });
});
