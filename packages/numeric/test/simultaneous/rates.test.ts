import {
  criticalValues,
  differencePairs,
  differencesToOverall,
  gapInterval,
  gapPValue,
  koopmanInterval,
  meanGapInterval,
  miettinenNurminenInterval,
  normalCdf,
  ratioPairs,
  ratiosToOverall,
  scoreTest,
} from "@fairline/numeric";
import type { GapFamily, Interval, RateGroups } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyRate } from "../interval/rates.ts";

const FAMILIES = { differencePairs, ratioPairs, differencesToOverall, ratiosToOverall };
const names = Object.keys(FAMILIES) as (keyof typeof FAMILIES)[];

const anyGroups: fc.Arbitrary<RateGroups> = fc
  .array(anyRate, { minLength: 2, maxLength: 7 })
  .map((rates) => ({
    successes: rates.map(({ successes }) => successes),
    n: rates.map(({ n }) => n),
  }));

const intervalOf = (families: readonly GapFamily[], level = 0.95): Interval =>
  gapInterval(families, criticalValues(families, level));

describe.each(names)("%s", (name) => {
  const familyOf = FAMILIES[name];

  it("holds the gap of the data, within [0, 1], the wider for a higher level", () => {
    fc.assert(
      fc.property(anyGroups, (rates) => {
        const family = familyOf(rates);
        const [narrow, wide] = [intervalOf([family], 0.8), intervalOf([family], 0.95)];
        expect(wide.low).toBeGreaterThanOrEqual(0);
        expect(wide.high).toBeLessThanOrEqual(1 + 1e-12);
        expect(wide.low).toBeLessThanOrEqual(narrow.low + 1e-9);
        expect(wide.high).toBeGreaterThanOrEqual(narrow.high - 1e-9);
        if (Number.isNaN(family.value)) return;
        expect(narrow.low).toBeLessThanOrEqual(family.value + 1e-9);
        expect(narrow.high).toBeGreaterThanOrEqual(family.value - 1e-9);
      }),
    );
  });

  it("does not depend on the order of the groups, nor on groups without rows", () => {
    fc.assert(
      fc.property(anyGroups, (rates) => {
        const reversed = {
          successes: [0, ...Array.from(rates.successes).reverse()],
          n: [0, ...Array.from(rates.n).reverse()],
        };
        const [one, other] = [intervalOf([familyOf(rates)]), intervalOf([familyOf(reversed)])];
        expect(other.low).toBeCloseTo(one.low, 9);
        expect(other.high).toBeCloseTo(one.high, 9);
      }),
    );
  });

  it("has a p-value below 1 - level exactly where the lower end is above 0", () => {
    fc.assert(
      fc.property(anyGroups, (rates) => {
        const family = familyOf(rates);
        const pValue = gapPValue([family]);
        fc.pre(Math.abs(pValue - 0.05) > 1e-6);
        expect(intervalOf([family]).low > 1e-12).toBe(pValue < 0.05);
      }),
    );
  });

  it("is undefined for fewer than two groups", () => {
    const family = familyOf({ successes: [3, 0], n: [7, 0] });
    expect([family.groups, family.value]).toEqual([1, Number.NaN]);
    expect(intervalOf([family])).toEqual({ low: Number.NaN, high: Number.NaN });
    expect(gapPValue([family])).toBeNaN();
  });

  it("keeps 0 for groups that are alike, and has a width where no row succeeded", () => {
    expect(intervalOf([familyOf({ successes: [5, 5, 5], n: [10, 10, 10] })]).low).toBe(0);
    const none = intervalOf([familyOf({ successes: [0, 0, 0], n: [10, 10, 10] })]);
    expect(none.low).toBe(0);
    expect(none.high).toBeGreaterThan(0.1);
  });

  it("takes a group of one row, and a thousand groups", () => {
    const { low, high } = intervalOf([familyOf({ successes: [1, 40], n: [1, 100] })]);
    expect(low).toBeLessThanOrEqual(high);
    const many = Array.from({ length: 1000 }, (_, g) => g);
    const family = familyOf({ successes: many.map((g) => 3 + (g % 5)), n: many.map(() => 20) });
    expect(intervalOf([family]).high).toBeGreaterThan(family.value);
  });

  it("refuses columns that do not fit", () => {
    expect(() => familyOf({ successes: [1], n: [2, 3] })).toThrow(
      new RangeError("successes, n and weight must have one value for each group"),
    );
    expect(() => familyOf({ successes: [5, 1], n: [2, 3] })).toThrow(
      new RangeError("group 0 has 5 successes of 2"),
    );
  });
});

describe("largest differences and ratios of two groups", () => {
  it("are those of the signed intervals without their sign", () => {
    fc.assert(
      fc.property(anyRate, anyRate, (first, second) => {
        const rates = { successes: [first.successes, second.successes], n: [first.n, second.n] };
        const signed = miettinenNurminenInterval(first, second, 0.95);
        const gap = intervalOf([differencePairs(rates)]);
        expect(gap.low).toBeCloseTo(Math.max(0, signed.low, -signed.high), 9);
        expect(gap.high).toBeCloseTo(Math.max(-signed.low, signed.high), 9);
        const ratio = koopmanInterval(first, second, 0.95);
        const shortfall = intervalOf([ratioPairs(rates)]);
        expect(1 - shortfall.low).toBeCloseTo(Math.min(1, ratio.high, 1 / ratio.low), 9);
        expect(1 - shortfall.high).toBeCloseTo(Math.min(ratio.low, 1 / ratio.high), 9);
        expect(gapPValue([differencePairs(rates)])).toBeCloseTo(scoreTest(first, second).pValue, 9);
      }),
    );
  });

  it("to overall are a part of those between both", () => {
    const rates = { successes: [20, 90], n: [100, 300] };
    const [between, overall] = [differencePairs(rates), differencesToOverall(rates)];
    // The group of 100 is three quarters of the way from the other to both.
    expect(overall.value).toBeCloseTo(0.75 * between.value, 12);
    expect(intervalOf([overall]).low).toBeCloseTo(0.75 * intervalOf([between]).low, 9);
    expect(intervalOf([overall]).high).toBeCloseTo(0.75 * intervalOf([between]).high, 9);
  });
});

describe("differencePairs", () => {
  it("finds the pairs that bound the largest difference, whichever they are", () => {
    fc.assert(
      fc.property(anyGroups, (rates) => {
        const family = differencePairs(rates);
        const critical = criticalValues([family], 0.95);
        const level = (z: number): number => 1 - 2 * normalCdf(-z);
        const groups = Array.from(rates.n, (n, g) => ({ successes: rates.successes[g]!, n }));
        const bounds = groups.flatMap((first, g) =>
          groups
            .filter((_, h) => h !== g)
            .map((second) => ({
              low: miettinenNurminenInterval(first, second, level(critical.simultaneous)).low,
              high: miettinenNurminenInterval(first, second, level(critical.single)).high,
            })),
        );
        const { low, high } = gapInterval([family], critical);
        expect(low).toBeCloseTo(Math.max(0, ...bounds.map((bound) => bound.low)), 7);
        expect(high).toBeCloseTo(Math.max(...bounds.map((bound) => bound.high)), 7);
      }),
    );
  });
});

describe("weights of the groups", () => {
  it("count in the rate over all groups, not in the differences between them", () => {
    const rates = { successes: [10, 30], n: [40, 50] };
    const weighted = { ...rates, weight: [900, 100] };
    expect(differencePairs(weighted).value).toBe(differencePairs(rates).value);
    // Rates .25 and .6; overall .285 with these weights.
    expect(differencesToOverall(weighted).value).toBeCloseTo(0.6 - 0.285, 12);
    expect(ratiosToOverall(weighted).value).toBeCloseTo(1 - 0.285 / 0.6, 12);
  });
});

describe("gapInterval of two families", () => {
  const hits = differencePairs({ successes: [30, 45], n: [50, 50] });
  const alarms = differencePairs({ successes: [10, 12], n: [50, 50] });

  it("takes the larger of both ends, at critical values for both", () => {
    const critical = criticalValues([hits, alarms], 0.95);
    const { low, high } = gapInterval([hits, alarms], critical);
    expect(low).toBe(hits.low(critical.simultaneous));
    expect(high).toBe(hits.high(critical.single));
    expect(critical.simultaneous).toBeGreaterThan(criticalValues([hits], 0.95).simultaneous);
    expect(gapInterval([alarms, hits], critical)).toEqual({ low, high });
  });

  it("has a mean that holds the mean of both gaps, closer than the mean of both ends", () => {
    const critical = criticalValues([hits, alarms], 0.95);
    const { low, high } = meanGapInterval([hits, alarms], critical);
    const value = (hits.value + alarms.value) / 2;
    expect(low).toBeLessThanOrEqual(value);
    expect(high).toBeGreaterThanOrEqual(value);
    expect(high).toBeLessThan((hits.high(critical.single) + alarms.high(critical.single)) / 2);
  });

  it("leaves out a family of fewer than two groups, of which a mean is undefined", () => {
    const none = differencePairs({ successes: [3], n: [5] });
    expect(intervalOf([hits, none])).toEqual(intervalOf([hits]));
    expect(meanGapInterval([hits, none], criticalValues([hits], 0.95)).low).toBeNaN();
  });
});
