import {
  clopperPearsonInterval,
  effectiveSize,
  jeffreysInterval,
  wilsonInterval,
} from "@fairline/numeric";
import type { Interval } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectNear } from "../relative.ts";
import { anyRate } from "./rates.ts";

/*
 * Python, statsmodels 0.15: statsmodels.stats.proportion.proportion_confint(count, n, method=m), m in wilson, beta, jeffreys.
 * Where there are no successes, or no failures, statsmodels keeps the end of Jeffreys' interval that is 0 or 1 here.
 */
const CASES = [
  {
    count: 0,
    n: 10,
    wilson: [0, 0.27753279986288926],
    exact: [0, 0.30849710781876083],
    jeffreys: [0, 0.2171962675092106],
  },
  {
    count: 81,
    n: 263,
    wilson: [0.2552885198782742, 0.36620957698280004],
    exact: [0.25273674558527126, 0.3676219226013514],
    jeffreys: [0.2545219349910236, 0.36564749917408246],
  },
  {
    count: 1,
    n: 29,
    wilson: [0.006113214292762667, 0.17175521879320294],
    exact: [0.000872646883579922, 0.17764429548872293],
    jeffreys: [0.003746173649057073, 0.15007768600223176],
  },
  {
    count: 29,
    n: 30,
    wilson: [0.8332960900859081, 0.9940914096183875],
    exact: [0.8278305443665873, 0.9991564290733695],
    jeffreys: [0.8545822226459798, 0.9963795356262083],
  },
  {
    count: 2.5,
    n: 17.3,
    wilson: [0.04589851512094706, 0.3723062500128451],
    exact: [0.024821361399462925, 0.3943056300627692],
    jeffreys: [0.03729714655532222, 0.3590472666017831],
  },
] as const;

const METHODS = {
  wilson: wilsonInterval,
  exact: clopperPearsonInterval,
  jeffreys: jeffreysInterval,
};

const expectEnds = (
  { low, high }: Interval,
  [expectedLow, expectedHigh]: readonly number[],
): void => {
  expectNear(low, expectedLow!, 2e-12);
  expectNear(high, expectedHigh!, 2e-12);
};

describe.each(Object.keys(METHODS) as (keyof typeof METHODS)[])(
  "the interval %s of a rate",
  (name) => {
    const interval = METHODS[name];

    it.each(CASES)("is for $count of $n what statsmodels gives", (example) => {
      expectEnds(interval(example.count, example.n, 0.95), example[name]);
    });

    it("holds the rate, keeps within [0, 1] and grows with the level", () => {
      fc.assert(
        fc.property(anyRate, ({ successes, n }) => {
          const [narrow, wide] = [interval(successes, n, 0.8), interval(successes, n, 0.95)];
          for (const value of [wide.low, narrow.low])
            expect(value).toBeLessThanOrEqual(successes / n);
          for (const value of [wide.high, narrow.high])
            expect(value).toBeGreaterThanOrEqual(successes / n);
          expect(wide.low).toBeGreaterThanOrEqual(0);
          expect(wide.high).toBeLessThanOrEqual(1);
          expect(wide.low).toBeLessThanOrEqual(narrow.low);
          expect(wide.high).toBeGreaterThanOrEqual(narrow.high);
        }),
      );
    });

    it("is mirrored where successes and failures are exchanged", () => {
      fc.assert(
        fc.property(anyRate, ({ successes, n }) => {
          const [there, here] = [interval(successes, n, 0.9), interval(n - successes, n, 0.9)];
          expect(there.low).toBeCloseTo(1 - here.high, 12);
          expect(there.high).toBeCloseTo(1 - here.low, 12);
        }),
      );
    });

    it("is 0 and 1 at the ends that nothing speaks against, and nowhere without a width", () => {
      const [none, all] = [interval(0, 7, 0.95), interval(7, 7, 0.95)];
      expect([none.low, all.high]).toEqual([0, 1]);
      expect(none.high).toBeGreaterThan(0.2);
      expect(all.low).toBeLessThan(0.8);
    });

    it("is NaN without trials, and refuses a level outside (0, 1)", () => {
      expect(interval(0, 0, 0.95)).toEqual({ low: Number.NaN, high: Number.NaN });
      expect(() => interval(1, 2, 95)).toThrow(
        new RangeError("level must be between 0 and 1, not 95"),
      );
    });
  },
);

describe("clopperPearsonInterval", () => {
  it("gives the case worked by hand at no successes", () => {
    // The share at which none of 10 succeeds with chance 2.5 %: 1 - 0.025^(1/10).
    expectNear(clopperPearsonInterval(0, 10, 0.95).high, 1 - 0.025 ** 0.1, 1e-13);
  });
});

describe("wilsonInterval", () => {
  it("has for its ends the rates that the score test just does not refuse", () => {
    fc.assert(
      fc.property(anyRate, ({ successes, n }) => {
        const { low, high } = wilsonInterval(successes, n, 0.95);
        for (const end of [low, high].filter((value) => value > 0 && value < 1)) {
          const z = (successes / n - end) / Math.sqrt((end * (1 - end)) / n);
          expect(Math.abs(z)).toBeCloseTo(1.959963984540054, 9);
        }
      }),
    );
  });
});

describe("effectiveSize", () => {
  it("is the number of rows of equal weight, in whatever unit", () => {
    // Weights 1, 1, 2: 4^2 / 6.
    expect(effectiveSize(4, 6)).toBeCloseTo(16 / 6, 12);
    expect(effectiveSize(12, 12)).toBe(12);
    expect(effectiveSize(12e150, 12e150 * 1e150)).toBeCloseTo(12, 10);
  });

  it("does not count rows of weight 0, and is 0 for none", () => {
    expect(effectiveSize(3 + 0, 3 + 0)).toBe(3);
    expect(effectiveSize(0, 0)).toBe(0);
  });
});
