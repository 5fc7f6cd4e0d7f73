import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solveLinearProgram } from "../../src/index.ts";
import type { LinearConstraint, LinearProgram } from "../../src/index.ts";

const atMost = (coefficients: number[], bound: number): LinearConstraint => ({
  coefficients,
  kind: "at-most",
  bound,
});
const equal = (coefficients: number[], bound: number): LinearConstraint => ({
  coefficients,
  kind: "equal",
  bound,
});

/** Solves `rows · x = bounds` for as many unknowns; undefined where there is no one answer. */
function solved(rows: readonly number[][], bounds: readonly number[]): number[] | undefined {
  const m = rows.map((row, i) => [...row, bounds[i]!]);
  for (const column of rows.keys()) {
    const pivot = m.slice(column).reduce((best, row) => {
      return Math.abs(row[column]!) > Math.abs(best[column]!) ? row : best;
    });
    if (Math.abs(pivot[column]!) < 1e-9) return undefined;
    m.splice(m.indexOf(pivot), 1);
    m.splice(column, 0, pivot);
    for (const row of m) {
      if (row === pivot) continue;
      const times = row[column]! / pivot[column]!;
      for (const j of row.keys()) row[j]! -= times * pivot[j]!;
    }
  }
  return m.map((row, i) => row.at(-1)! / row[i]!);
}

/** The best corner of two variables, by trying every pair of lines. */
function bestCorner({ maximize, constraints }: LinearProgram): number | undefined {
  const lines = [...constraints, atMost([-1, 0], 0), atMost([0, -1], 0)];
  const isAllowed = (x: number[]): boolean =>
    lines.every(({ coefficients, kind, bound }) => {
      const left = coefficients[0]! * x[0]! + coefficients[1]! * x[1]!;
      return kind === "equal" ? Math.abs(left - bound) < 1e-7 : left <= bound + 1e-7;
    });
  const values = lines.flatMap((one, i) =>
    lines.slice(i + 1).flatMap((other) => {
      const rows = [one, other].map(({ coefficients }) => [coefficients[0]!, coefficients[1]!]);
      const x = solved(rows, [one.bound, other.bound]);
      return x !== undefined && isAllowed(x) ? [maximize[0]! * x[0]! + maximize[1]! * x[1]!] : [];
    }),
  );
  return values.length === 0 ? undefined : Math.max(...values);
}

const small = fc.integer({ min: -4, max: 4 });

describe("solveLinearProgram", () => {
  it("finds the corner worked by hand", () => {
    // 3x + 2y under x + y <= 4, x + 3y <= 6, x <= 3: corners (0, 2), (3, 1) and (3, 0); 11 at (3, 1).
    const constraints = [atMost([1, 1], 4), atMost([1, 3], 6), atMost([1, 0], 3)];
    const found = solveLinearProgram({ maximize: [3, 2], constraints });
    expect([...found!.x]).toEqual([3, 1]);
    expect(found!.value).toBe(11);
  });

  it("holds equations, and bounds below 0", () => {
    // x + y = 2 and x >= 0.5: the least x has the largest y.
    const found = solveLinearProgram({
      maximize: [0, 1],
      constraints: [equal([1, 1], 2), atMost([-1, 0], -0.5)],
    });
    expect([...found!.x]).toEqual([0.5, 1.5]);
  });

  it("agrees with SciPy", () => {
    // scipy.optimize.linprog(-numpy.array([2, 3, 1, 1.5]), A_ub=[[1, 2, .5, 0], [0, -1, 1, 2]], b_ub=[3, 1],
    //   A_eq=[[1, 1, 1, 1]], b_eq=[2.5]) (SciPy 1.17.1): fun -6, x [0, 1.5, 0, 1].
    const found = solveLinearProgram({
      maximize: [2, 3, 1, 1.5],
      constraints: [atMost([1, 2, 0.5, 0], 3), atMost([0, -1, 1, 2], 1), equal([1, 1, 1, 1], 2.5)],
    });
    expect(found!.value).toBeCloseTo(6, 12);
    for (const [j, value] of [0, 1.5, 0, 1].entries()) expect(found!.x[j]).toBeCloseTo(value, 12);
  });

  it("says that nothing meets the constraints, and that nothing bounds the objective", () => {
    expect(
      solveLinearProgram({ maximize: [1], constraints: [atMost([1], 1), atMost([-1], -2)] }),
    ).toBeUndefined();
    expect(() => solveLinearProgram({ maximize: [1], constraints: [atMost([-1], 1)] })).toThrow(
      RangeError,
    );
  });

  it("ends where Dantzig's rule cycles", () => {
    // Beale's example: the optimum is 1/20.
    const found = solveLinearProgram({
      maximize: [3 / 4, -150, 1 / 50, -6],
      constraints: [
        atMost([1 / 4, -60, -1 / 25, 9], 0),
        atMost([1 / 2, -90, -1 / 50, 3], 0),
        atMost([0, 0, 1, 0], 1),
      ],
    });
    expect(found!.value).toBeCloseTo(1 / 20, 12);
  });

  it("finds the best of all corners", () => {
    const programs = fc.record({
      maximize: fc.tuple(small, small),
      constraints: fc.array(
        fc
          .tuple(fc.tuple(small, small), small, fc.boolean())
          .map(([row, bound, isEqual]) => (isEqual ? equal(row, bound) : atMost(row, bound))),
        { maxLength: 4 },
      ),
    });
    fc.assert(
      fc.property(programs, ({ maximize, constraints }) => {
        const program = { maximize, constraints: [...constraints, atMost([1, 1], 50)] };
        const best = bestCorner(program);
        const found = solveLinearProgram(program);
        if (best === undefined) expect(found).toBeUndefined();
        else expect(found!.value).toBeCloseTo(best, 6);
      }),
      { numRuns: 500 },
    );
  });
});
