import { mean, sum, weightedMean } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const small = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 });

describe("sum", () => {
  it("keeps what plain addition loses", () => {
    // 1 + 1e100 is 1e100 in double precision: plain addition gives 0.
    expect(sum([1, 1e100, 1, -1e100])).toBe(2);
  });

  it("adds a million tenths to exactly 100000", () => {
    // Plain addition gives 100000.00000133288. Python: math.fsum([0.1] * 10**6) == 100000.0
    expect(sum(new Float64Array(1_000_000).fill(0.1))).toBe(100_000);
  });

  it("does not depend on the order but for the last bit", () => {
    fc.assert(
      fc.property(small, (values) => {
        const scale = values.reduce((total, value) => total + Math.abs(value), 0);
        const change = sum(values) - sum(values.toReversed());
        expect(Math.abs(change)).toBeLessThanOrEqual(scale * 2 ** -51);
      }),
    );
  });

  it("is 0 for no values, and passes on infinities and NaN", () => {
    expect(sum([])).toBe(0);
    expect(sum([1, Infinity, 2])).toBe(Infinity);
    expect(sum([1, Number.NaN])).toBeNaN();
  });
});

describe("mean and weightedMean", () => {
  it("give the case worked by hand", () => {
    expect(mean([1, 2, 6])).toBe(3);
    // (1 x 1 + 2 x 1 + 6 x 2) / 4
    expect(weightedMean([1, 2, 6], [1, 1, 2])).toBe(3.75);
  });

  it("are equal under equal weights", () => {
    fc.assert(
      fc.property(small, (values) => {
        expect(
          weightedMean(
            values,
            values.map(() => 2),
          ),
        ).toBeCloseTo(mean(values), 6);
      }),
    );
  });

  it("are NaN without values or weight", () => {
    expect(mean([])).toBeNaN();
    expect(weightedMean([1, 2], [0, 0])).toBeNaN();
  });
});
