import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isotonicRegression } from "../../src/index.ts";

const ones = (n: number): number[] => Array<number>(n).fill(1);

describe("isotonicRegression", () => {
  it("pools what descends, worked by hand", () => {
    // 3 and 1 pool to 2; 2 and 2 stay; 5, 4 and 3 pool to 4.
    expect([...isotonicRegression([3, 1, 2, 5, 4, 3], ones(6))]).toEqual([2, 2, 2, 4, 4, 4]);
    // Weight 3 on the 1: (3 + 3 * 1) / 4.
    expect([...isotonicRegression([3, 1], [1, 3])]).toEqual([1.5, 1.5]);
  });

  it("leaves what ascends, and one value and none", () => {
    expect([...isotonicRegression([1, 2, 3], ones(3))]).toEqual([1, 2, 3]);
    expect([...isotonicRegression([7], [2])]).toEqual([7]);
    expect([...isotonicRegression([], [])]).toEqual([]);
  });

  it("agrees with scikit-learn", () => {
    // sklearn.isotonic.isotonic_regression([1, 3, 2, 4, 3.5, 5, 0], sample_weight=[1, 2, 1, .5, 2, 1, 1]) (1.9.1)
    const fitted = isotonicRegression([1, 3, 2, 4, 3.5, 5, 0], [1, 2, 1, 0.5, 2, 1, 1]);
    const expected = [1, 2.6667, 2.6667, 3.1111, 3.1111, 3.1111, 3.1111];
    for (const [i, value] of expected.entries()) expect(fitted[i]).toBeCloseTo(value, 4);
  });

  it("ascends, keeps the weighted mean, and is as near as its conditions of optimality say", () => {
    const cases = fc.array(
      fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 4 })),
      {
        minLength: 1,
        maxLength: 30,
      },
    );
    fc.assert(
      fc.property(cases, (pairs) => {
        const values = pairs.map(([value]) => value);
        const weights = pairs.map(([, weight]) => weight);
        const fitted = isotonicRegression(values, weights);
        let left = 0;
        for (const [i, value] of fitted.entries()) {
          if (i > 0) expect(value).toBeGreaterThanOrEqual(fitted[i - 1]!);
          left += weights[i]! * (values[i]! - fitted[i]!);
          // The sums of what is left are at least 0 everywhere, and 0 where a block ends.
          expect(left).toBeGreaterThan(-1e-9);
          if (i === fitted.length - 1 || fitted[i + 1]! > value) expect(left).toBeCloseTo(0, 9);
        }
      }),
    );
  });
});
