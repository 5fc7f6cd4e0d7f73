import { decisionRows } from "@fairline/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rejectRegion } from "../src/reject-option.ts";
import type { RejectGoal } from "../src/reject-option.ts";
import { constrainedMetrics } from "../src/search/constraint.ts";
import { FIGURES, PEER_GROUPS, PEER_ROWS } from "./peers/rows.ts";

const parity: RejectGoal = {
  threshold: 0.5,
  figures: constrainedMetrics("demographic-parity"),
  objective: "accuracy",
  tolerance: 0,
};

describe("rejectRegion", () => {
  it("finds the margin worked by hand", () => {
    // Group a (others): scores .9 .6, b (deprived): .45 .1. As decided, both of a and none of b. With a margin of .1 to .4 the
    // .6 is turned down and the .45 selected: one of two in each.
    const rows = {
      scores: Float64Array.of(0.9, 0.6, 0.45, 0.1),
      labels: Uint8Array.of(1, 0, 1, 0),
      weights: Float64Array.of(1, 1, 1, 1),
    };
    const groups = [Uint32Array.of(0, 1), Uint32Array.of(2, 3)];
    const { best } = rejectRegion({ rows, groups, isDeprived: [false, true] }, parity);
    expect(best).toEqual({ margin: expect.closeTo(0.25, 12) as number, value: 1, gap: 0 });
  });

  it("takes no margin where none is needed, and says the nearest where none is enough", () => {
    const rows = {
      scores: Float64Array.of(0.9, 0.1, 0.9, 0.1),
      labels: Uint8Array.of(1, 0, 1, 0),
      weights: Float64Array.of(1, 1, 1, 1),
    };
    const alike = [Uint32Array.of(0, 1), Uint32Array.of(2, 3)];
    const { best } = rejectRegion({ rows, groups: alike, isDeprived: [false, true] }, parity);
    expect(best).toEqual({ margin: 0, value: 1, gap: 0 });
    // The deprived group is all selected already: margins only widen the gap.
    const apart = [Uint32Array.of(1, 3), Uint32Array.of(0, 2)];
    const found = rejectRegion({ rows, groups: apart, isDeprived: [false, true] }, parity);
    expect(found).toEqual({ best: undefined, nearest: { margin: 0, value: 1, gap: 1 } });
  });

  it("finds what AIF360's RejectOptionClassification finds at the same threshold", () => {
    // It tries 501 margins, ours all: the decisions are the same.
    const goal = { ...parity, objective: "balanced-accuracy", tolerance: 0.05 } as const;
    const { best } = rejectRegion(
      { rows: PEER_ROWS, groups: PEER_GROUPS, isDeprived: [false, true] },
      goal,
    );
    const theirs = FIGURES.aif360["reject"]!;
    expect(best!.value).toBeCloseTo(theirs.balanced, 12);
    expect(best!.gap).toBeCloseTo(Math.abs(theirs.selection[0] - theirs.selection[1]), 12);
  });

  it("is the best of the margins that keep the tolerance", () => {
    fc.assert(
      fc.property(decisionRows({ groups: 2, minRows: 4, maxRows: 25 }), (drawn) => {
        const rows = {
          scores: Float64Array.of(...drawn.score, 0.25, 0.75),
          labels: Uint8Array.of(...drawn.label, 0, 1),
          weights: Float64Array.of(...drawn.weight, 1, 1),
        };
        const of = [...drawn.group, 0, 1];
        const groups = [0, 1].map((g) =>
          Uint32Array.from(of.keys()).filter((row) => of[row] === g),
        );
        const goal = { ...parity, tolerance: 0.3 };
        const { best } = rejectRegion({ rows, groups, isDeprived: [true, false] }, goal);
        const tried = Array.from({ length: 400 }, (_, i) => {
          const margin = (i + 0.5) / 600;
          const decided = rows.scores.map((score, row) => {
            if (Math.abs(score - 0.5) < margin) return of[row] === 0 ? 1 : 0;
            return score >= 0.5 ? 1 : 0;
          });
          const share = (wanted: Uint32Array, of01: (row: number) => boolean): number => {
            const total = wanted.reduce((sum, row) => sum + rows.weights[row]!, 0);
            return (
              wanted.reduce((sum, row) => sum + (of01(row) ? rows.weights[row]! : 0), 0) / total
            );
          };
          const rates = groups.map((own) => share(own, (row) => decided[row] === 1));
          const all = Uint32Array.from(of.keys());
          return {
            gap: Math.abs(rates[0]! - rates[1]!),
            value: share(all, (row) => decided[row] === rows.labels[row]),
          };
        }).filter(({ gap }) => gap <= 0.3 + 1e-12);
        for (const { value } of tried) expect(best!.value).toBeGreaterThan(value - 1e-9);
      }),
    );
  });
});
