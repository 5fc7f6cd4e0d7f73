import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leastSquares } from "../../src/index.ts";

const small = fc.integer({ min: -20, max: 20 });

describe("leastSquares", () => {
  it("gives the slope worked by hand", () => {
    // x = 0, 1, 2, mean 1; y = 1, 2, 6. Slope: (-1 * 1 + 0 * 2 + 1 * 6) / (1 + 0 + 1) = 2.5.
    const fit = leastSquares([Float64Array.of(0, 1, 2)]);
    expect([...fit.means]).toEqual([1]);
    expect(fit.coefficients([1, 2, 6])[0]).toBeCloseTo(2.5, 14);
  });

  it("gives the coefficients of NumPy 2.4 for two columns", () => {
    // a = [1, 4, 2, 8, 5]; b = [2, 1, 0, 3, 3]; y = [3, 1, 4, 1, 5]
    // np.linalg.lstsq(np.c_[a, b] - [np.mean(a), np.mean(b)], y, rcond=None)[0]
    const fit = leastSquares([Float64Array.of(1, 4, 2, 8, 5), Float64Array.of(2, 1, 0, 3, 3)]);
    const [a, b] = fit.coefficients([3, 1, 4, 1, 5]);
    expect(a).toBeCloseTo(-0.4276422764227643, 12);
    expect(b).toBeCloseTo(0.5365853658536583, 12);
  });

  it("leaves residuals that are orthogonal to every column, dependent ones too", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(small, small, small), { minLength: 1, maxLength: 30 }),
        (rows) => {
          const column = (value: (row: readonly number[]) => number): Float64Array =>
            Float64Array.from(rows, value);
          const columns = [
            column(([a]) => a!),
            column(([, b]) => b!),
            column(([a, b]) => 2 * a! - b! + 3),
            column(() => 7),
          ];
          const target = column(([, , y]) => y!);
          const fit = leastSquares(columns);
          const slopes = fit.coefficients(target);
          const mean = target.reduce((sum, y) => sum + y, 0) / rows.length;
          const residuals = target.map(
            (y, row) =>
              y -
              mean -
              columns.reduce((sum, own, j) => sum + (own[row]! - fit.means[j]!) * slopes[j]!, 0),
          );
          for (const own of columns) {
            const product = own.reduce((sum, value, row) => sum + value * residuals[row]!, 0);
            expect(Math.abs(product)).toBeLessThan(1e-6);
          }
        },
      ),
    );
  });

  it("gives 0 to constant columns, and nothing to none", () => {
    expect([...leastSquares([Float64Array.of(3, 3)]).coefficients([1, 2])]).toEqual([0]);
    expect([...leastSquares([]).coefficients([1, 2])]).toEqual([]);
    expect([...leastSquares([new Float64Array(0)]).coefficients([])]).toEqual([0]);
  });
});
