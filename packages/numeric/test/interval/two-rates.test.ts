import {
  agrestiCaffoInterval,
  katzInterval,
  koopmanInterval,
  miettinenNurminenInterval,
  newcombeInterval,
  oddsRatioInterval,
  scoreTest,
} from "@fairline/numeric";
import type { Interval, Rate } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectNear } from "../relative.ts";
import { anyRate, complement } from "./rates.ts";

const of = (successes: number, n: number): Rate => ({ successes, n });
const DIFFERENCES = { miettinenNurminenInterval, newcombeInterval, agrestiCaffoInterval };
const RATIOS = { koopmanInterval, oddsRatioInterval, katzInterval };

const expectEnds = (
  { low, high }: Interval,
  [expectedLow, expectedHigh]: readonly number[],
): void => {
  expectNear(low, expectedLow!, 2e-11);
  expectNear(high, expectedHigh!, 2e-11);
};

describe("miettinenNurminenInterval", () => {
  /* Newcombe (1998), Stat. Med. 17, 873-890, table II, methods 6 and 10, as printed there. */
  it.each([
    [of(56, 70), of(48, 80), ["0.0528", "0.3382"], ["0.0524", "0.3339"]],
    [of(9, 10), of(3, 10), ["0.1700", "0.8406"], ["0.1705", "0.8090"]],
    [of(6, 7), of(2, 7), ["0.0342", "0.8534"], ["0.0582", "0.8062"]],
    [of(5, 56), of(0, 29), ["-0.0326", "0.1933"], ["-0.0381", "0.1926"]],
    [of(10, 10), of(0, 20), ["0.7156", "1.0000"], ["0.6791", "1.0000"]],
  ])("and Newcombe's are for %j and %j those published", (first, second, score, hybrid) => {
    const ends = ({ low, high }: Interval): string[] => [low.toFixed(4), high.toFixed(4)];
    expect(ends(miettinenNurminenInterval(first, second, 0.95))).toEqual(score);
    expect(ends(newcombeInterval(first, second, 0.95))).toEqual(hybrid);
  });

  /*
   * Python, SciPy 1.17, the likelihood under a difference d maximised by number:
   *   ll = lambda s: -(m*p*log(s+d) + m*(1-p)*log(1-s-d) + n*q*log(s) + n*(1-q)*log(1-s))
   *   s = minimize_scalar(ll, bounds=(max(0,-d)+1e-12, min(1,1-d)-1e-12), method="bounded", options={"xatol": 1e-13}).x
   *   v = ((s+d)*(1-s-d)/m + s*(1-s)/n) * (m+n)/(m+n-1)
   *   brentq(lambda d: (p-q-d)**2 - 1.959963984540054**2 * v(d), ...)
   */
  it("has the likeliest rates under each difference", () => {
    const { low, high } = miettinenNurminenInterval(of(12, 30), of(7, 25), 0.95);
    expect(low).toBeCloseTo(-0.135805139, 8);
    expect(high).toBeCloseTo(0.355943777, 8);
  });

  it("is as wide as a rate of 0 allows where both rates are 0", () => {
    // The second rate is below z^2 / (n + z^2) but for the factor (m + n) / (m + n - 1): z^2 becomes z^2 30 / 29.
    const { low } = miettinenNurminenInterval(of(0, 10), of(0, 20), 0.95);
    const z2 = (3.841458820694124 * 30) / 29;
    expectNear(low, -z2 / (20 + z2), 1e-10);
  });
});

/* Python, statsmodels 0.15: confint_proportions_2indep(x, m, y, n, method="newcomb" or "agresti-caffo", compare="diff") */
describe.each([
  ["newcombeInterval", of(12, 30), of(7, 25), [-0.12913695282193477, 0.343763787676697]],
  ["newcombeInterval", of(2, 570), of(3, 30), [-0.2527228006553285, -0.030448123231983287]],
  ["newcombeInterval", of(0, 20), of(5, 40), [-0.261121198388511, 0.05083566256362734]],
  ["agrestiCaffoInterval", of(12, 30), of(7, 25), [-0.1321652559270194, 0.3520726633344268]],
  ["agrestiCaffoInterval", of(2, 570), of(3, 30), [-0.2344941849185075, -0.005016304591982018]],
  ["agrestiCaffoInterval", of(0, 20), of(5, 40), [-0.23442711593763504, 0.039621921132440244]],
] as const)("%s", (name, first, second, expected) => {
  it(`is for ${JSON.stringify([first, second])} what statsmodels gives`, () => {
    expectEnds(DIFFERENCES[name](first, second, 0.95), expected);
  });
});

/* Python, statsmodels 0.15: confint_proportions_2indep(x, m, y, n, method="score" or "log", compare="ratio" or "odds-ratio") */
describe.each([
  ["koopmanInterval", of(12, 30), of(7, 25), [0.682940247934573, 3.132628019090239]],
  ["koopmanInterval", of(2, 570), of(3, 30), [0.007284708518810999, 0.17335623119759178]],
  ["koopmanInterval", of(0, 20), of(5, 40), [0, 1.4036569230948959]],
  ["katzInterval", of(12, 30), of(7, 25), [0.6639083425342871, 3.073942886062191]],
  ["katzInterval", of(2, 570), of(3, 30), [0.006090495029815541, 0.202142525283329]],
  ["oddsRatioInterval", of(12, 30), of(7, 25), [0.5543274286016344, 5.274608434774895]],
  ["oddsRatioInterval", of(2, 570), of(3, 30), [0.006070050297349633, 0.16636498115647522]],
] as const)("%s", (name, first, second, expected) => {
  it(`is for ${JSON.stringify([first, second])} what statsmodels gives`, () => {
    expectEnds(RATIOS[name](first, second, 0.95), expected);
  });
});

describe("intervals of a difference of two rates", () => {
  it.each(["miettinenNurminenInterval", "newcombeInterval"] as const)(
    "hold the difference and keep within [-1, 1]: %s",
    (name) => {
      fc.assert(
        fc.property(anyRate, anyRate, (first, second) => {
          const { low, high } = DIFFERENCES[name](first, second, 0.95);
          const difference = first.successes / first.n - second.successes / second.n;
          expect(low).toBeLessThanOrEqual(difference + 1e-12);
          expect(high).toBeGreaterThanOrEqual(difference - 1e-12);
          expect(low).toBeGreaterThanOrEqual(-1 - 1e-12);
          expect(high).toBeLessThanOrEqual(1 + 1e-12);
          expect(high - low).toBeGreaterThan(0);
        }),
      );
    },
  );

  it.each(Object.values(DIFFERENCES))(
    "change their sign with the order of the groups, and with successes and failures exchanged: %o",
    (interval) => {
      fc.assert(
        fc.property(anyRate, anyRate, (first, second) => {
          const { low, high } = interval(first, second, 0.9);
          const swapped = interval(second, first, 0.9);
          const mirrored = interval(complement(first), complement(second), 0.9);
          for (const other of [swapped, mirrored]) {
            expect(low).toBeCloseTo(-other.high, 9);
            expect(high).toBeCloseTo(-other.low, 9);
          }
        }),
      );
    },
  );

  it.each(Object.values(DIFFERENCES))("are NaN without trials: %o", (interval) => {
    expect(interval(of(0, 0), of(1, 2), 0.95)).toEqual({ low: Number.NaN, high: Number.NaN });
    expect(interval(of(1, 2), of(0, 0), 0.95)).toEqual({ low: Number.NaN, high: Number.NaN });
    expect(() => interval(of(1, 2), of(1, 2), 1)).toThrow("level must be between 0 and 1, not 1");
    expect(() => interval(of(1, 2), of(1, 2), 0)).toThrow("level must be between 0 and 1, not 0");
  });

  it.each(Object.values(DIFFERENCES))("have ends with one trial in either: %o", (interval) => {
    for (const [first, second] of [
      [of(1, 1), of(1, 2)],
      [of(1, 2), of(1, 1)],
    ] as const) {
      const { low, high } = interval(first, second, 0.95);
      const difference = first.successes / first.n - second.successes / second.n;
      expect(low).toBeGreaterThanOrEqual(-1);
      expect(low).toBeLessThan(difference);
      expect(high).toBeGreaterThan(difference);
      expect(high).toBeLessThanOrEqual(1);
    }
  });
});

describe("intervals of a ratio", () => {
  it.each(Object.values(RATIOS))("are inverted with the order of the groups: %o", (interval) => {
    fc.assert(
      fc.property(anyRate, anyRate, (first, second) => {
        const [there, back] = [interval(first, second, 0.95), interval(second, first, 0.95)];
        if (there.low > 0) expectNear(back.high, 1 / there.low, 1e-9);
        else expect(back.high).toBe(Infinity);
        expect(there.low).toBeLessThanOrEqual(there.high);
        if (interval !== katzInterval) expect(there.low).toBeLessThan(there.high);
      }),
    );
  });

  it.each([koopmanInterval, oddsRatioInterval])(
    "leave out 1 exactly where the interval of the difference leaves out 0, and the score test refuses: %o",
    (interval) => {
      fc.assert(
        fc.property(anyRate, anyRate, (first, second) => {
          const ratio = interval(first, second, 0.95);
          const difference = miettinenNurminenInterval(first, second, 0.95);
          const { pValue } = scoreTest(first, second);
          fc.pre(Math.abs(pValue - 0.05) > 1e-6);
          const isRefused = pValue < 0.05;
          expect(difference.low > 0 || difference.high < 0).toBe(isRefused);
          expect(ratio.low > 1 || ratio.high < 1).toBe(isRefused);
        }),
      );
    },
  );

  it.each([koopmanInterval, katzInterval])(
    "are [0, Infinity] where nothing succeeded: %o",
    (interval) => {
      expect(interval(of(0, 20), of(0, 20), 0.95)).toEqual({ low: 0, high: Infinity });
    },
  );

  it("say what can be said with one empty cell", () => {
    const none = koopmanInterval(of(0, 20), of(10, 20), 0.95);
    expect(none.low).toBe(0);
    expect(none.high).toBeLessThan(0.4);
    expect(katzInterval(of(0, 20), of(10, 20), 0.95)).toEqual({ low: 0, high: Infinity });
    const all = oddsRatioInterval(of(30, 30), of(27, 30), 0.95);
    expect(all.high).toBe(Infinity);
    expect(all.low).toBeGreaterThan(0.7);
  });

  it.each(Object.values(RATIOS))("are NaN without trials: %o", (interval) => {
    expect(interval(of(0, 0), of(1, 2), 0.95)).toEqual({ low: Number.NaN, high: Number.NaN });
    expect(interval(of(1, 2), of(0, 0), 0.95)).toEqual({ low: Number.NaN, high: Number.NaN });
  });

  it.each(Object.values(RATIOS))("have ends with one trial in either: %o", (interval) => {
    for (const [first, second] of [
      [of(1, 1), of(1, 2)],
      [of(1, 2), of(1, 1)],
    ] as const) {
      const { low, high } = interval(first, second, 0.95);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeGreaterThan(low);
    }
  });
});
