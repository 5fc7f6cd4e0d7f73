import {
  aucEstimate,
  calibrationErrorEstimate,
  contrastToOverall,
  criticalValues,
  equalMassBins,
  estimateDifferences,
  estimateRatios,
  estimatesToOverall,
  f1Estimate,
  gapInterval,
  gapPValue,
  mccEstimate,
  meanEstimate,
  rateEstimate,
  symmetricEstimate,
  weightedMoments,
  worstGroupInterval,
} from "@fairline/numeric";
import type { Estimate, GapFamily, Interval } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const z = 1.959963984540054;
const intervalOf = (family: GapFamily): Interval =>
  gapInterval([family], criticalValues([family], 0.95));

const anyEstimates = fc
  .array(
    fc.record({
      value: fc.double({ min: 0, max: 10, noNaN: true }),
      below: fc.double({ min: 0.1, max: 1, noNaN: true }),
      above: fc.double({ min: 0.1, max: 3, noNaN: true }),
    }),
    { minLength: 2, maxLength: 8 },
  )
  .map((list) =>
    list.map(({ value, below, above }): Estimate => ({
      value,
      standardError: (below + above) / 2,
      interval: (critical) => ({
        low: Math.max(0, value - critical * below),
        high: value + critical * above,
      }),
    })),
  );

describe("estimateDifferences", () => {
  it("adds squares by hand", () => {
    // 8 and 3 with errors of 3 and 4: 5 +- 1.96 x 5.
    const { low, high } = intervalOf(
      estimateDifferences([symmetricEstimate(8, 3), symmetricEstimate(3, 4)]),
    );
    expect(low).toBe(0);
    expect(high).toBeCloseTo(5 + z * 5, 10);
  });

  it("finds the pairs that bound the largest difference, whichever they are", () => {
    fc.assert(
      fc.property(anyEstimates, (estimates) => {
        const family = estimateDifferences(estimates);
        const critical = criticalValues([family], 0.95);
        const ends = (at: number): { value: number; low: number; high: number }[] =>
          estimates.map((estimate) => ({ value: estimate.value, ...estimate.interval(at) }));
        const pairsOf = <T>(list: readonly T[]): [T, T][] =>
          list.flatMap((first) =>
            list.filter((other) => other !== first).map((second): [T, T] => [first, second]),
          );
        const lows = pairsOf(ends(critical.simultaneous)).map(
          ([a, b]) => a.value - b.value - Math.hypot(a.value - a.low, b.high - b.value),
        );
        const highs = pairsOf(ends(critical.single)).map(
          ([a, b]) => a.value - b.value + Math.hypot(a.high - a.value, b.value - b.low),
        );
        const { low, high } = gapInterval([family], critical);
        expect(low).toBeCloseTo(Math.max(0, ...lows), 9);
        expect(high).toBeCloseTo(Math.max(...highs), 9);
        expect(low).toBeLessThanOrEqual(family.value + 1e-12);
        expect(high).toBeGreaterThanOrEqual(family.value - 1e-12);
      }),
    );
  });

  it("has a p-value below 1 - level exactly where the lower end is above 0", () => {
    fc.assert(
      fc.property(anyEstimates, (estimates) => {
        const family = estimateDifferences(estimates);
        const pValue = gapPValue([family]);
        fc.pre(Math.abs(pValue - 0.05) > 1e-6);
        expect(intervalOf(family).low > 0).toBe(pValue < 0.05);
      }),
    );
  });

  it("leaves out groups of which nothing is known, and takes ten thousand", () => {
    const known = [symmetricEstimate(1, 0.1), symmetricEstimate(2, 0.1)];
    const family = estimateDifferences([
      ...known,
      rateEstimate(0, 0),
      symmetricEstimate(9, Number.NaN),
    ]);
    expect([family.groups, family.value]).toEqual([2, 1]);
    const many = Array.from({ length: 10_000 }, (_, g) => symmetricEstimate((g % 100) / 100, 0.5));
    expect(intervalOf(estimateDifferences(many)).low).toBe(0);
    expect(estimateDifferences([known[0]!]).value).toBeNaN();
  });
});

describe("any estimate", () => {
  const separated = aucEstimate({ score: [1, 2, 3, 4], label: [0, 0, 1, 1] });
  const oneOfALabel = aucEstimate({ score: [1, 2, 3, 4], label: [0, 1, 0, 0] });
  const bins = equalMassBins({ score: [0.1, 0.2, 0.3, 0.4], label: [0, 1, 1, 1] }, 2);
  const others: readonly Estimate[] = [
    aucEstimate({ score: [1, 2, 3, 4, 5], label: [0, 1, 0, 1, 0] }),
    calibrationErrorEstimate(bins),
    meanEstimate(weightedMoments([0.1, 0.2, 0.9])),
    f1Estimate(3, 5),
    mccEstimate({ tp: 3, fp: 0, fn: 0, tn: 5 }),
    rateEstimate(0, 4, "clopper-pearson"),
    rateEstimate(4, 4, "jeffreys"),
  ];

  it.each([separated, oneOfALabel, ...others].map((estimate, i) => ({ i, estimate })))(
    "$i holds the figure, the wider the larger the critical value",
    ({ estimate }) => {
      let last = estimate.interval(0);
      expect(last.low).toBeLessThanOrEqual(estimate.value + 1e-9);
      expect(last.high).toBeGreaterThanOrEqual(estimate.value - 1e-9);
      for (const critical of [1e-6, 0.01, 0.3, 1, 2, 4, 12, 38]) {
        const next = estimate.interval(critical);
        expect(next.low).toBeLessThanOrEqual(last.low + 1e-12);
        expect(next.high).toBeGreaterThanOrEqual(last.high - 1e-12);
        last = next;
      }
    },
  );

  it("has a p-value with any other", () => {
    for (const other of others) {
      const pValue = gapPValue([estimateDifferences([separated, oneOfALabel, other])]);
      expect(pValue).toBeGreaterThanOrEqual(0);
      expect(pValue).toBeLessThanOrEqual(1);
    }
  });
});

describe("estimateRatios", () => {
  it("is by hand where intervals are narrow", () => {
    // 2 over 4 with relative errors of 1 %: about .5 +- 1.96 x .5 x sqrt(2) %.
    const { low, high } = intervalOf(
      estimateRatios([symmetricEstimate(2, 0.02), symmetricEstimate(4, 0.04)]),
    );
    expect(1 - high).toBeCloseTo(0.5 * (1 - (z * Math.SQRT2) / 100), 3);
    expect(1 - low).toBeCloseTo(0.5 * (1 + (z * Math.SQRT2) / 100), 3);
  });

  it("holds the ratio, and leaves out 1 exactly where the difference leaves out 0", () => {
    fc.assert(
      fc.property(anyEstimates, (estimates) => {
        const [ratios, differences] = [estimateRatios(estimates), estimateDifferences(estimates)];
        const { low, high } = intervalOf(ratios);
        if (!Number.isNaN(ratios.value)) {
          expect(low).toBeLessThanOrEqual(ratios.value + 1e-9);
          expect(high).toBeGreaterThanOrEqual(ratios.value - 1e-9);
        }
        const difference = intervalOf(differences).low;
        fc.pre(difference === 0 || difference > 1e-6);
        expect(low > 1e-12).toBe(difference > 0);
      }),
    );
  });

  it("says nothing of figures that are all 0", () => {
    const none = [rateEstimate(0, 20), rateEstimate(0, 20)];
    expect(estimateRatios(none).value).toBeNaN();
    expect(intervalOf(estimateRatios(none))).toEqual({ low: 0, high: 1 });
  });
});

describe("estimatesToOverall", () => {
  it("takes contrasts with their sign", () => {
    const contrasts = [
      symmetricEstimate(0.3, 0.1),
      symmetricEstimate(-0.5, 0.1),
      symmetricEstimate(0, 0.1),
    ];
    const family = estimatesToOverall(contrasts);
    const critical = criticalValues([family], 0.95);
    expect(family.value).toBe(0.5);
    expect(gapInterval([family], critical).low).toBeCloseTo(0.5 - critical.simultaneous * 0.1, 12);
    expect(gapInterval([family], critical).high).toBeCloseTo(0.5 + critical.single * 0.1, 12);
  });

  it("are made of a group and all others", () => {
    // A quarter of the weight at 5, the rest at 1: overall 2, three quarters of 4 away.
    const contrast = contrastToOverall(symmetricEstimate(5, 0.4), symmetricEstimate(1, 0.3), 0.25);
    expect(contrast.value).toBe(3);
    expect(contrast.standardError).toBeCloseTo(0.75 * 0.5, 12);
  });
});

describe("worstGroupInterval", () => {
  const rates = [rateEstimate(40, 50), rateEstimate(30, 50), rateEstimate(45, 50)];

  it("holds the worst figure", () => {
    const lowest = worstGroupInterval(rates, "lowest", 0.95);
    expect(lowest.low).toBeLessThan(0.6);
    expect(lowest.high).toBeGreaterThan(0.6);
    const highest = worstGroupInterval(rates, "highest", 0.95);
    expect(highest.low).toBeLessThan(0.9);
    expect(highest.high).toBeGreaterThan(0.9);
  });

  it("is mirrored where good and bad are exchanged", () => {
    const mirrored = [rateEstimate(10, 50), rateEstimate(20, 50), rateEstimate(5, 50)];
    const [lowest, highest] = [
      worstGroupInterval(rates, "lowest", 0.95),
      worstGroupInterval(mirrored, "highest", 0.95),
    ];
    expect(highest.high).toBeCloseTo(1 - lowest.low, 10);
    expect(highest.low).toBeCloseTo(1 - lowest.high, 10);
  });

  it("is the interval of the group itself for one, and NaN for none", () => {
    expect(worstGroupInterval([rates[0]!], "lowest", 0.95)).toEqual(rates[0]!.interval(z));
    expect(worstGroupInterval([rateEstimate(0, 0)], "lowest", 0.95).low).toBeNaN();
  });
});
