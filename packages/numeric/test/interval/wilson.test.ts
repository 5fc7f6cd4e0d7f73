import { wilsonInterval } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("wilsonInterval", () => {
  it("gives the case worked by hand at no successes", () => {
    // With share 0 the ends are 0 and z^2 / (n + z^2): 3.8414588 / 13.8414588.
    const { low, high } = wilsonInterval(0, 10, 0.95);
    expect(low).toBe(0);
    expect(high).toBeCloseTo(0.27753279986288, 12);
  });

  /*
   * Python 3: z = statistics.NormalDist().inv_cdf(0.975); n, p = 263, 81/263;
   *   (p + z*z/(2*n) + s * z * math.sqrt(p*(1-p)/n + z*z/(4*n*n))) / (1 + z*z/n) for s in (-1, 1)
   * Newcombe (1998), table I, prints 0.2553 to 0.3662 for 81 of 263 by this method.
   */
  it("gives Newcombe's published example", () => {
    const { low, high } = wilsonInterval(81, 263, 0.95);
    expect(low.toFixed(4)).toBe("0.2553");
    expect(high.toFixed(4)).toBe("0.3662");
  });

  it("holds the share and stays within [0, 1]", () => {
    fc.assert(
      fc.property(fc.nat({ max: 500 }), fc.nat({ max: 500 }), (successes, failures) => {
        fc.pre(successes + failures > 0);
        const { low, high } = wilsonInterval(successes, successes + failures, 0.95);
        const share = successes / (successes + failures);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(share + 1e-12);
        expect(high).toBeGreaterThanOrEqual(share - 1e-12);
      }),
    );
  });

  it("is NaN without trials", () => {
    expect(wilsonInterval(0, 0, 0.95)).toEqual({ low: Number.NaN, high: Number.NaN });
  });
});
