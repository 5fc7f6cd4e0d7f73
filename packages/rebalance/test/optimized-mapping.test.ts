import { describe, expect, it } from "vitest";
import { allowedMoves, mappingProgram, totalVariation } from "../src/optimized-mapping.ts";
import type { Cell, MappingProblem } from "../src/optimized-mapping.ts";
import { solveProgram } from "../src/solve-program.ts";

/** Rows by group, features and label, 2 of each: no, yes with features 0, then with features 1; of one group, then the other. */
function problem(sizes: readonly number[], change: Partial<MappingProblem> = {}): MappingProblem {
  const cells = sizes.map((size, i): Cell => ({
    group: i >> 2,
    features: (i >> 1) & 1,
    label: i & 1,
    size,
  }));
  return {
    cells: cells.filter(({ size }) => size > 0),
    groups: 2,
    combinations: 2,
    labels: 2,
    distance: (a, b) => Math.abs(a - b),
    labelCost: 1,
    reach: 2,
    distortion: 1,
    gap: 0,
    ...change,
  };
}

async function solved(
  given: MappingProblem,
): Promise<{ variation: number; shares: Float64Array } | undefined> {
  const moves = allowedMoves(given);
  const values = await solveProgram(mappingProgram(given, moves));
  if (values === undefined) return undefined;
  const shares = Float64Array.from(moves, (_, m) => values.get(`m${String(m)}`)!);
  return { variation: totalVariation(given, moves, shares), shares };
}

describe("mappingProgram", () => {
  it("gives the mapping worked by hand", async () => {
    // Features are all 0. Group 0: 3 of 4 yes; group 1: 1 of 4. A third of group 0's yes and of group 1's no change: both have one half, and
    // so have all, as before: nothing of the joint distribution changes. Nothing else moves.
    const given = problem([1, 3, 0, 0, 3, 1, 0, 0], { combinations: 1, reach: 1 });
    const { variation, shares } = (await solved(given))!;
    expect(variation).toBeCloseTo(0, 9);
    // By cell, to no and to yes: 0 no, 0 yes, 1 no, 1 yes.
    const expected = [1, 0, 1 / 3, 2 / 3, 2 / 3, 1 / 3, 0, 1];
    for (const [m, share] of expected.entries()) expect(shares[m]).toBeCloseTo(share, 9);
  });

  // cells = [(0, 0, 0, 12), (0, 0, 1, 20), (0, 1, 0, 6), (0, 1, 1, 42), (1, 0, 0, 18), (1, 0, 1, 6), (1, 1, 0, 9), (1, 1, 1, 7)], as (d, x, y, n);
  // T = [(0, 0), (0, 1), (1, 0), (1, 1)]; P = cvxpy.Variable((8, 4), nonneg=True); rows of P sum to 1; sum of delta * P <= c by row, delta being
  // |x - x'| + |y - y'|; p(y = 1 | d) by P differ by at most eps; minimise norm(p @ P - p0, 1) / 2. cvxpy 1.9.3 with Clarabel.
  it.each([
    [0.05, 0.28, 0.07766667],
    [0.05, 0.3, 0.06416667],
    [0.05, 0.35, 0.03041667],
    [0.1, 0.26, 0.05783333],
  ])(
    "comes as near to the data as cvxpy does: gap %d, distortion %d",
    async (gap, distortion, expected) => {
      const given = problem([12, 20, 6, 42, 18, 6, 9, 7], { gap, distortion });
      const { variation } = (await solved(given))!;
      expect(Math.abs(variation - expected)).toBeLessThan(1e-6);
    },
  );

  it("has no solution where rows may not move far enough", async () => {
    expect(
      await solved(problem([12, 20, 6, 42, 18, 6, 9, 7], { distortion: 0.1 })),
    ).toBeUndefined();
  });

  it("moves nothing where groups are alike, and nothing beyond its reach", async () => {
    const even = problem([2, 2, 0, 4, 1, 1, 0, 2]);
    const moves = allowedMoves(even);
    const { shares } = (await solved(even))!;
    for (const [m, { distance }] of moves.entries()) {
      expect(shares[m]).toBeCloseTo(distance === 0 ? 1 : 0, 9);
    }
    expect(allowedMoves({ ...even, reach: 1 }).every(({ distance }) => distance <= 1)).toBe(true);
    expect(allowedMoves({ ...even, reach: 0 })).toHaveLength(even.cells.length);
  });
});
