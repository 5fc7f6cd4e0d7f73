import type { CellCounts, Cells } from "@fairline/metrics";
import { describe, expect, it } from "vitest";
import { deltaCovariances, deltaEstimate, gradient } from "../../src/statistics/delta.ts";

const share = ({ tp, fn }: Cells): number => tp / (tp + fn);

/** Rows of weight 1. */
function group(tp: number, fn: number): CellCounts {
  const cells = { tp, fn, fp: 0, tn: 0 };
  return { counts: { n: tp + fn, ...cells }, rows: cells, squares: cells };
}

describe("gradient", () => {
  it("gives the case worked by hand", () => {
    // Of tp / (tp + fn): fn / (tp + fn)^2 and -tp / (tp + fn)^2.
    const slopes = gradient(share, { tp: 3, fn: 1, fp: 2, tn: 5 });
    expect(slopes.tp).toBeCloseTo(1 / 16, 8);
    expect(slopes.fn).toBeCloseTo(-3 / 16, 8);
    expect(slopes.fp).toBe(0);
    expect(slopes.tn).toBe(0);
  });

  it("tells each cell apart", () => {
    const slopes = gradient(({ tp, fp, tn, fn }) => tp + 10 * fp + 100 * tn + 1000 * fn, {
      tp: 1,
      fp: 2,
      tn: 3,
      fn: 4,
    });
    expect(slopes.tp).toBeCloseTo(1, 4);
    expect(slopes.fp).toBeCloseTo(10, 4);
    expect(slopes.tn).toBeCloseTo(100, 4);
    expect(slopes.fn).toBeCloseTo(1000, 4);
  });

  it("takes no weight from a cell that has none", () => {
    const cells = { tp: 4, fn: 0, fp: 0, tn: 0 };
    const guarded = (changed: Cells): number => {
      expect(Math.min(changed.tp, changed.fp, changed.tn, changed.fn)).toBeGreaterThanOrEqual(0);
      return share(changed);
    };
    expect(gradient(guarded, cells).fn).toBeCloseTo(-1 / 4, 5);
  });

  it("does not depend on the unit of the weights but for its own", () => {
    const large = gradient(share, { tp: 3e9, fn: 1e9, fp: 0, tn: 0 });
    expect(large.tp * 1e9).toBeCloseTo(1 / 16, 8);
    const small = gradient(share, { tp: 3e-9, fn: 1e-9, fp: 0, tn: 0 });
    expect(small.tp * 1e-9).toBeCloseTo(1 / 16, 8);
  });
});

describe("deltaEstimate", () => {
  it("gives a share the standard error that a share has", () => {
    const { value, standardError } = deltaEstimate(share, group(3, 1));
    expect(value).toBe(0.75);
    // p (1 - p) / n
    expect(standardError).toBeCloseTo(Math.sqrt((0.75 * 0.25) / 4), 8);
  });

  it("counts weights by their squares", () => {
    // Twice the weight on the same rows: half the slopes, four times the squares.
    const weighted: CellCounts = {
      counts: { n: 4, tp: 6, fn: 2, fp: 0, tn: 0 },
      rows: { tp: 3, fn: 1, fp: 0, tn: 0 },
      squares: { tp: 12, fn: 4, fp: 0, tn: 0 },
    };
    const once = deltaEstimate(share, group(3, 1)).standardError;
    expect(deltaEstimate(share, weighted).standardError).toBeCloseTo(once, 8);
  });
});

describe("deltaCovariances", () => {
  it("gives the case worked by hand", () => {
    const { own, overall, shared } = deltaCovariances(
      share,
      [group(3, 1), group(2, 2)],
      group(5, 3),
    );
    // Of all: slopes 3 / 64 and -5 / 64, so (5 x 9 + 3 x 25) / 64^2, which is p (1 - p) / n.
    expect(overall).toBeCloseTo(((5 / 8) * (3 / 8)) / 8, 8);
    expect(own[0]).toBeCloseTo((0.75 * 0.25) / 4, 8);
    expect(own[1]).toBeCloseTo((0.5 * 0.5) / 4, 8);
    // 3 x (1/16)(3/64) + 1 x (3/16)(5/64), and 2 x (1/8)(3/64) + 2 x (1/8)(5/64).
    expect(shared[0]).toBeCloseTo(24 / 1024, 8);
    expect(shared[1]).toBeCloseTo(16 / 512, 8);
  });
});
