import { findMetric } from "@fairline/metrics";
import { decisionRows } from "@fairline/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutsOf } from "../src/cuts.ts";
import type { Cuts } from "../src/cuts.ts";
import { liftedCut } from "../src/level-up.ts";
import { cellsAt } from "../src/search/counted-cuts.ts";
import { constrainedMetrics } from "../src/search/constraint.ts";

const [selection, hits] = constrainedMetrics(["selection_rate", "true_positive_rate"]);

function scored(scores: number[], labels: number[]): Cuts {
  const weights = new Float64Array(scores.length).fill(1);
  const rows = { scores: Float64Array.from(scores), labels: Uint8Array.from(labels), weights };
  return cutsOf(rows, Uint32Array.from(scores.keys()));
}

describe("liftedCut", () => {
  // Labels by descending score: 1 0 1 1 0.
  const cuts = scored([0.9, 0.8, 0.6, 0.4, 0.2], [1, 0, 1, 1, 0]);

  it("reaches the rate with the most rows right, worked by hand", () => {
    // One is selected. For a selection rate of .4 two or more are: right less wrong positives are 0, 1, 2, 1 for 2, 3, 4, 5.
    expect(liftedCut(cuts, selection!, { least: 0.4, own: cellsAt(cuts, 1) })).toBe(4);
    // A true positive rate of .6 needs three: 2 of 3 hits; four are better.
    expect(liftedCut(cuts, hits!, { least: 0.6, own: cellsAt(cuts, 1) })).toBe(4);
    expect(liftedCut(cuts, selection!, { least: 1, own: cellsAt(cuts, 1) })).toBe(5);
  });

  it("leaves a group that has the rate", () => {
    expect(liftedCut(cuts, selection!, { least: 0.4, own: cellsAt(cuts, 2) })).toBeUndefined();
    expect(findMetric("selection_rate")).toBe(selection);
  });

  it("never selects fewer, and reaches the rate", () => {
    const cases = decisionRows({ minRows: 2, maxRows: 30 }).filter(({ label, weight }) =>
      label.some((one, row) => one === 1 && weight[row]! > 0),
    );
    fc.assert(
      fc.property(cases, fc.nat({ max: 10 }), fc.nat(30), (rows, tenths, start) => {
        const made = cutsOf(
          { scores: rows.score, labels: rows.label, weights: rows.weight },
          Uint32Array.from(rows.score.keys()),
        );
        const own = cellsAt(made, start % made.thresholds.length);
        for (const rate of [selection!, hits!]) {
          const found = liftedCut(made, rate, { least: tenths / 10, own });
          const cells = found === undefined ? own : cellsAt(made, found);
          expect(rate.compute({ counts: { n: 0, ...cells } })).toBeGreaterThan(tenths / 10 - 1e-9);
          expect(cells.tp + cells.fp).toBeGreaterThan(own.tp + own.fp - 1e-9);
        }
      }),
    );
  });
});
