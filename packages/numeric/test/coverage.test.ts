import {
  aucEstimate,
  binomialProbabilities,
  clopperPearsonInterval,
  createRandom,
  criticalValues,
  differencePairs,
  differencesToOverall,
  drawBinomial,
  estimateDifferences,
  estimateInterval,
  gapInterval,
  jeffreysInterval,
  koopmanInterval,
  meanEstimate,
  meanGapInterval,
  miettinenNurminenInterval,
  newcombeInterval,
  normalQuantile,
  oddsRatioInterval,
  rateEstimate,
  ratioPairs,
  ratiosToOverall,
  weightedMoments,
  wilsonInterval,
  worstGroupInterval,
} from "@fairline/numeric";
import type { Estimate, GapFamily, Interval, Random, Rate, RateGroups } from "@fairline/numeric";
import { describe, expect, it } from "vitest";

/*
 * How often intervals hold the truth: `tools/coverage` in short. Of one and of two rates the chances are summed over all counts;
 * of more, and of scores, samples are drawn from a seed, and the bounds are four standard errors below what is to hold.
 */

const SLACK = 1e-9;
const holds = ({ low, high }: Interval, truth: number): boolean =>
  low <= truth + SLACK && truth - SLACK <= high;

/** The chance that the interval of one rate of n trials holds it. */
function coverageOfRate(
  interval: (count: number, n: number, level: number) => Interval,
  n: number,
  p: number,
): number {
  return binomialProbabilities(n, p).reduce(
    (sum, chance, count) => sum + (holds(interval(count, n, 0.95), p) ? chance : 0),
    0,
  );
}

describe("the interval of a rate", () => {
  const shares = Array.from({ length: 97 }, (_, i) => 0.02 + 0.01 * i);
  const coverages = (interval: typeof wilsonInterval, n: number): number[] =>
    shares.map((p) => coverageOfRate(interval, n, p));
  const mean = (values: readonly number[]): number =>
    values.reduce((a, b) => a + b, 0) / values.length;

  it.each([15, 30, 100])(
    "holds its level on average over rates of %s rows, by Wilson and Jeffreys",
    (n) => {
      for (const interval of [wilsonInterval, jeffreysInterval]) {
        expect(mean(coverages(interval, n))).toBeGreaterThan(0.935);
        expect(mean(coverages(interval, n))).toBeLessThan(0.965);
      }
    },
  );

  it.each([15, 30, 100])(
    "holds its level for every rate of %s rows, by Clopper and Pearson",
    (n) => {
      expect(Math.min(...coverages(clopperPearsonInterval, n))).toBeGreaterThanOrEqual(0.95);
    },
  );
});

describe("the interval of two rates", () => {
  const WORLDS = [
    [30, 30],
    [120, 30],
    [60, 60],
  ].flatMap(([m, n]) =>
    [0.5, 0.9].flatMap((p) => [0, 0.05, 0.1].map((gap) => ({ m: m!, n: n!, p, q: p - gap }))),
  );

  /** The chance that an interval of two rates holds a figure of them. */
  function coverage(
    interval: (first: Rate, second: Rate, level: number) => Interval,
    figure: (p: number, q: number) => number,
    { m, n, p, q }: (typeof WORLDS)[number],
  ): number {
    const [first, second] = [binomialProbabilities(m, p), binomialProbabilities(n, q)];
    let held = 0;
    for (const [x, chance] of first.entries()) {
      for (const [y, other] of second.entries()) {
        // What is left out is counted as not held.
        if (chance * other < 1e-7) continue;
        const ends = interval({ successes: x, n: m }, { successes: y, n }, 0.95);
        if (holds(ends, figure(p, q))) held += chance * other;
      }
    }
    return held;
  }

  it.each([
    [
      "a difference by Miettinen and Nurminen",
      miettinenNurminenInterval,
      (p: number, q: number) => p - q,
    ],
    ["a difference by Newcombe", newcombeInterval, (p: number, q: number) => p - q],
    ["a ratio by Koopman", koopmanInterval, (p: number, q: number) => p / q],
    [
      "an odds ratio by its score",
      oddsRatioInterval,
      (p: number, q: number) => (p * (1 - q)) / (q * (1 - p)),
    ],
  ] as const)("holds its level: %s", (_, interval, figure) => {
    const coverages = WORLDS.map((world) => coverage(interval, figure, world));
    expect(coverages.reduce((a, b) => a + b, 0) / coverages.length).toBeGreaterThan(0.945);
    expect(coverages.reduce((a, b) => a + b, 0) / coverages.length).toBeLessThan(0.965);
    expect(Math.min(...coverages)).toBeGreaterThan(0.93);
  });
});

const SETS = 500;
/** Four standard errors of a share of 95 % of the sets. */
const NOISE = 4 * Math.sqrt((0.95 * 0.05) / SETS);

/** The share of samples whose interval holds the truth. */
function simulated(
  seed: string,
  sample: (random: Random) => { interval: Interval; truth: number },
): number {
  const random = createRandom(seed);
  let held = 0;
  for (let set = 0; set < SETS; set++) {
    const { interval, truth } = sample(random);
    if (holds(interval, truth)) held++;
  }
  return held / SETS;
}

const drawRates = (
  random: Random,
  sizes: readonly number[],
  rates: readonly number[],
): RateGroups => ({
  successes: sizes.map((n, g) => drawBinomial(random, n, rates[g]!)),
  n: sizes,
});

const many = (k: number, value: number): number[] => Array<number>(k).fill(value);

describe("the interval of a figure over several groups", () => {
  const WORLDS = [
    { name: "8 x 100 without a gap", sizes: many(8, 100), rates: many(8, 0.5) },
    { name: "20 x 50 without a gap", sizes: many(20, 50), rates: many(20, 0.3) },
    { name: "4 x 30 near 1", sizes: many(4, 30), rates: [...many(3, 0.95), 0.9] },
    { name: "4 x 200 with one far below", sizes: many(4, 200), rates: [...many(3, 0.7), 0.3] },
    { name: "4 x 200 with one on either side", sizes: many(4, 200), rates: [0.2, 0.5, 0.5, 0.8] },
    { name: "570 + 30", sizes: [570, 30], rates: [0.5, 0.4] },
  ];
  const overallOf = (sizes: readonly number[], rates: readonly number[]): number =>
    rates.reduce((sum, rate, g) => sum + rate * sizes[g]!, 0) / sizes.reduce((a, b) => a + b, 0);
  const fold = (ratio: number): number => Math.min(ratio, 1 / ratio);
  const FIGURES: Record<
    string,
    {
      family: (rates: RateGroups) => GapFamily;
      truth: (rates: readonly number[], sizes: readonly number[]) => number;
    }
  > = {
    difference: {
      family: differencePairs,
      truth: (rates) => Math.max(...rates) - Math.min(...rates),
    },
    ratio: { family: ratioPairs, truth: (rates) => 1 - Math.min(...rates) / Math.max(...rates) },
    "difference to overall": {
      family: differencesToOverall,
      truth: (rates, sizes) =>
        Math.max(...rates.map((rate) => Math.abs(rate - overallOf(sizes, rates)))),
    },
    "ratio to overall": {
      family: ratiosToOverall,
      truth: (rates, sizes) =>
        1 - Math.min(...rates.map((rate) => fold(rate / overallOf(sizes, rates)))),
    },
  };

  it.each(
    Object.keys(FIGURES).flatMap((figure) =>
      WORLDS.map((world) => ({ figure, world: world.name })),
    ),
  )("holds its level: $figure, $world", ({ figure, world }) => {
    const { sizes, rates } = WORLDS.find(({ name }) => name === world)!;
    const { family, truth } = FIGURES[figure]!;
    const critical = criticalValues([family({ successes: rates.map(() => 0), n: sizes })], 0.95);
    const coverage = simulated(`${figure} ${world}`, (random) => ({
      interval: gapInterval([family(drawRates(random, sizes, rates))], critical),
      truth: truth(rates, sizes),
    }));
    expect(coverage).toBeGreaterThan(0.945 - NOISE);
  });

  it.each(WORLDS)("holds its level: worst group, $name", ({ sizes, rates }) => {
    const coverage = simulated("worst", (random) => {
      const { successes } = drawRates(random, sizes, rates);
      const estimates = sizes.map((n, g) => rateEstimate(successes[g]!, n, "clopper-pearson"));
      return { interval: worstGroupInterval(estimates, "lowest", 0.95), truth: Math.min(...rates) };
    });
    expect(coverage).toBeGreaterThan(0.945 - NOISE);
  });

  it.each([
    { groups: 5, hitGap: 0, alarmGap: 0 },
    { groups: 5, hitGap: 0.1, alarmGap: 0 },
    { groups: 2, hitGap: 0.3, alarmGap: 0.3 },
  ])(
    "holds its level: equalized odds of $groups groups with gaps of $hitGap and $alarmGap",
    (world) => {
      const { groups, hitGap, alarmGap } = world;
      const [hits, alarms] = [
        [...many(groups - 1, 0.7), 0.7 - hitGap],
        [...many(groups - 1, 0.4), 0.4 - alarmGap],
      ];
      const shape = { kind: "pairs", groups } as const;
      const critical = criticalValues([shape, shape], 0.95);
      const draw = (random: Random): GapFamily[] => [
        differencePairs(drawRates(random, many(groups, 80), hits)),
        differencePairs(drawRates(random, many(groups, 120), alarms)),
      ];
      const worst = simulated(`worst ${JSON.stringify(world)}`, (random) => ({
        interval: gapInterval(draw(random), critical),
        truth: Math.max(hitGap, alarmGap),
      }));
      const mean = simulated(`mean ${JSON.stringify(world)}`, (random) => ({
        interval: meanGapInterval(draw(random), critical),
        truth: (hitGap + alarmGap) / 2,
      }));
      expect(worst).toBeGreaterThan(0.945 - NOISE);
      expect(mean).toBeGreaterThan(0.945 - NOISE);
    },
  );

  it("does not reach farther than it must: the upper end of one gap that stands out fails in some samples", () => {
    const { sizes, rates } = WORLDS[4]!;
    const critical = criticalValues([{ kind: "pairs", groups: 4 }], 0.95);
    const coverage = simulated("narrow", (random) => ({
      interval: gapInterval([differencePairs(drawRates(random, sizes, rates))], critical),
      truth: 0.6,
    }));
    expect(coverage).toBeLessThan(0.95 + NOISE);
  });
});

describe("the interval of a figure of scores", () => {
  const aucOf = (random: Random, n: number, auc: number): Estimate => {
    const shift = Math.SQRT2 * normalQuantile(auc);
    const rows = Array.from({ length: n }, (_, row) => {
      const label = row % 2;
      return { label, score: random.normal() + shift * label };
    });
    rows.sort((a, b) => a.score - b.score);
    return aucEstimate({
      score: rows.map(({ score }) => score),
      label: rows.map(({ label }) => label),
    });
  };
  const skewed = (random: Random, n: number): Estimate => {
    // Squares of normal numbers: mean 1, skewness 2.8.
    const values = Array.from({ length: n }, () => random.normal() ** 2);
    return meanEstimate(weightedMoments(values), { low: 0, high: Infinity });
  };

  it.each([0.7, 0.9, 0.97])(
    "holds its level: an area of %s under the ROC curve of 60 rows",
    (auc) => {
      const coverage = simulated(`auc ${String(auc)}`, (random) => ({
        interval: estimateInterval(aucOf(random, 60, auc), 0.95),
        truth: auc,
      }));
      expect(coverage).toBeGreaterThan(0.935 - NOISE);
      expect(coverage).toBeLessThan(0.995);
    },
  );

  it("holds its level: a mean of 30 skewed losses", () => {
    const coverages = Array.from({ length: 5 }, (_, i) =>
      simulated(`mean ${String(i)}`, (random) => ({
        interval: estimateInterval(skewed(random, 30), 0.95),
        truth: 1,
      })),
    );
    const coverage = coverages.reduce((a, b) => a + b, 0) / coverages.length;
    expect(coverage).toBeGreaterThan(0.94 - NOISE / Math.sqrt(5));
    expect(coverage).toBeLessThan(0.985);
  });

  it.each([
    ["areas under the ROC curve", (random: Random) => aucOf(random, 80, 0.8)],
    ["means of skewed losses", (random: Random) => skewed(random, 60)],
  ] as const)("holds its level: the largest difference of %s without a gap", (name, draw) => {
    const critical = criticalValues([{ kind: "pairs", groups: 5 }], 0.95);
    const coverage = simulated(name, (random) => ({
      interval: gapInterval([estimateDifferences(many(5, 0).map(() => draw(random)))], critical),
      truth: 0,
    }));
    expect(coverage).toBeGreaterThan(0.94 - NOISE);
    expect(coverage).toBeLessThan(0.999);
  });
});
