import type { GapTest } from "@fairline/core";
import { difference } from "@fairline/metrics";
import type { BetweenMetric, ComparedGroups, GroupMetric, Rate } from "@fairline/metrics";
import {
  benjaminiHochberg,
  exactScoreTest,
  gapPValue,
  holm,
  permutationTest,
  rateHeterogeneity,
} from "@fairline/numeric";
import type { Random, RateGroups } from "@fairline/numeric";

/** What a test found, before it is adjusted for the others. */
type Found = Pick<GapTest, "method" | "pValue">;

/** The tests of the figures between the groups of a grouping. */
export interface GroupingTests {
  /** By {@link hypothesisOf}; those that can be made. */
  readonly found: ReadonlyMap<string, Found>;
}

/** Rows of two groups up to which an exact test is made: some milliseconds at most. */
const MOST_EXACT = 400;
/** A group that expects fewer successes or failures than this is too small for the score test of several groups. */
const LEAST_EXPECTED = 5;
/** Tables that a permutation test draws where fewer say that its p-value may be small; 9,999 tell 5 % from 6. */
const FIRST_DRAWS = 999;
const DRAWS = 9_999;
const MAY_BE_SMALL = 0.1;
/** Groups times tables that are drawn at most. */
const MOST_DRAWN = 100_000;

/**
 * Tests that the groups are alike, one for each hypothesis: figures that compare the same metrics, or a rate and its complement,
 * are different views of one.
 *
 * @param random - For permutation tests, which tables of several groups with few rows have.
 */
export function testGaps(
  metrics: readonly BetweenMetric[],
  groups: ComparedGroups,
  random: Random,
): GroupingTests {
  const found = new Map<string, Found>();
  for (const metric of metrics) {
    const key = hypothesisOf(metric);
    if (found.has(key) || isUntested(metric)) continue;
    const all = together(
      metric.of.map((one) => testOf(one, groups, random.stream(hypothesisKey(one)))),
    );
    if (!Number.isNaN(all.pValue)) found.set(key, all);
  }
  return { found };
}

/** Whether no test belongs to a figure: an adjustment for one test more would cost the others, and tell nothing new. */
export function isUntested({ untested, of }: BetweenMetric): boolean {
  return untested === true || of.some((metric) => metric.untested === true);
}

/** Adjusts the tests of all groupings for one another. */
export function adjustTests(tests: readonly GroupingTests[]): ReadonlyMap<string, GapTest>[] {
  const pValues = tests.flatMap(({ found }) => [...found.values()].map(({ pValue }) => pValue));
  const [byHolm, byRate] = [holm(pValues), benjaminiHochberg(pValues)];
  let next = 0;
  return tests.map(
    ({ found }) =>
      new Map(
        Array.from(found, ([key, test]): [string, GapTest] => {
          const at = next++;
          return [key, { ...test, holm: byHolm[at]!, benjaminiHochberg: byRate[at]! }];
        }),
      ),
  );
}

/** What the figure's test is a test of; the same for all comparisons of the same metrics. */
export function hypothesisOf({ of }: BetweenMetric): string {
  return of.map(hypothesisKey).sort().join(" and ");
}

/** The four cells, each alone. */
const CELLS = ["tp", "fp", "tn", "fn"].map((cell) => ({
  ...{ tp: 0, fp: 0, tn: 0, fn: 0 },
  [cell]: 1,
}));

/** A rate is alike in all groups where its complement is: both are known by what they divide by and the smaller set of cells. */
function hypothesisKey(metric: GroupMetric): string {
  if (metric.kind !== "rate") return metric.name;
  const among = CELLS.map((cell) => metric.among(cell)).join("");
  const of = CELLS.map((cell) => metric.of(cell)).join("");
  const others = CELLS.map((cell) => metric.among(cell) - metric.of(cell)).join("");
  return `${of < others ? of : others} of ${among}`;
}

function testOf(metric: GroupMetric, groups: ComparedGroups, random: Random): Found {
  const few = metric.kind === "rate" ? testOfFew(metric, groups, random) : undefined;
  if (few !== undefined) return few;
  const family = groups.family(metric, difference);
  return { method: "score", pValue: family === null ? Number.NaN : gapPValue([family]) };
}

/** A test without approximation, for counts that are small and whole; undefined for others. */
function testOfFew(rate: Rate, groups: ComparedGroups, random: Random): Found | undefined {
  const rates = groups.rates(rate);
  const used = [...Array.from(rates.n).keys()].filter((g) => rates.n[g]! > 0);
  const of = used.map((g) => ({ successes: rates.successes[g]!, n: rates.n[g]! }));
  const isWhole = of.every(({ successes, n }) => isNearlyWhole(successes) && isNearlyWhole(n));
  if (of.length < 2 || !isWhole) return undefined;
  const counts = of.map(({ successes, n }) => ({
    successes: Math.round(successes),
    n: Math.round(n),
  }));
  const [first, second, ...others] = counts;
  if (others.length === 0) {
    if (first!.n + second!.n > MOST_EXACT) return undefined;
    return { method: "exact", pValue: exactScoreTest(first!, second!).pValue };
  }
  const columns: RateGroups = {
    successes: counts.map(({ successes }) => successes),
    n: counts.map(({ n }) => n),
  };
  if (!(rateHeterogeneity(columns).leastExpected < LEAST_EXPECTED)) return undefined;
  return { method: "permutation", pValue: pValueOfDraws(random, columns) };
}

/** The tables of the second test are drawn apart from those that led to it, so that it is as exact as one alone. */
function pValueOfDraws(random: Random, rates: RateGroups): number {
  const most = Math.ceil(MOST_DRAWN / rates.n.length);
  const test = (draws: number): number =>
    permutationTest(random, rates, Math.min(draws, most)).pValue;
  const first = test(FIRST_DRAWS);
  return first < MAY_BE_SMALL ? test(DRAWS) : first;
}

/** A share times its rows is whole but for rounding where rows are not weighted. */
function isNearlyWhole(count: number): boolean {
  return Math.abs(count - Math.round(count)) <= 1e-9 * Math.max(1, count);
}

/** Tests of metrics of different rows together: by the smallest p-value. NaN where one of them cannot be made. */
function together(each: readonly Found[]): Found {
  const least = each.reduce((a, b) => (b.pValue < a.pValue ? b : a));
  if (each.some(({ pValue }) => Number.isNaN(pValue))) return { ...least, pValue: Number.NaN };
  // The chance that one of several independent tests has a p-value as small.
  const pValue = each.reduce((chance) => chance + least.pValue - chance * least.pValue, 0);
  return { method: least.method, pValue };
}
