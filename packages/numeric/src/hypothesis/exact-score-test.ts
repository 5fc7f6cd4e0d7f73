import type { Rate } from "../interval/interval.ts";
import { binomialProbabilities } from "../special/binomial.ts";
import { NO_TEST } from "./test-result.ts";
import type { TestResult } from "./test-result.ts";

/** Of the first group's successes: up to which of the second's, and from which on, a table is as extreme as the observed. */
interface Region {
  readonly below: Int32Array;
  readonly from: Int32Array;
}

/**
 * Barnard's exact unconditional test that two rates are equal, against any difference, with the score statistic: the largest
 * chance, over every common rate, of a table whose statistic is as large.
 *
 * Never refuses more often than its level. More powerful than Fisher's exact test, which takes the total of the successes as
 * given. Costs of the order of n^1.5 steps; 1,000 rows a group take some hundredths of a second.
 *
 * @param first - Whole numbers of successes and trials.
 * @param second - Whole numbers of successes and trials.
 * @returns The statistic of {@link scoreTest} but for its factor; NaN where a group has no trials.
 * @throws RangeError if a count is not whole.
 * @see Barnard, "Significance tests for 2 x 2 tables", Biometrika 34 (1947), 123-138, doi:10.1093/biomet/34.1-2.123
 * @see Suissa and Shuster, "Exact unconditional sample sizes for the 2 x 2 binomial trial", J. R. Stat. Soc. A 148 (1985),
 *   317-327, doi:10.2307/2981892
 */
export function exactScoreTest(first: Rate, second: Rate): TestResult {
  if (![first.successes, first.n, second.successes, second.n].every(Number.isInteger)) {
    throw new RangeError("an exact test needs whole numbers of successes and trials");
  }
  if (!(first.n > 0 && second.n > 0)) return NO_TEST;
  const [m, n] = [first.n, second.n];
  const observed = squaredStatistic(first.successes, second.successes, m, n);
  const sign = first.successes * n < second.successes * m ? -1 : 1;
  const region = extremeTables(observed * (1 - 1e-12), m, n);
  return {
    statistic: sign * Math.sqrt(observed),
    pValue:
      observed === 0
        ? 1
        : Math.min(
            1,
            largest((rate) => chance(region, rate, m, n), m + n),
          ),
  };
}

/** The square of the difference over its standard error with a pooled rate. */
function squaredStatistic(x: number, y: number, m: number, n: number): number {
  const total = x + y;
  const difference = x * n - y * m;
  if (difference === 0) return 0;
  return ((difference * difference) / (m * n)) * ((m + n) / (total * (m + n - total)));
}

/** For each x the statistic falls and rises again with y, and the bounds rise with x: they are followed, not searched. */
function extremeTables(limit: number, m: number, n: number): Region {
  const below = new Int32Array(m + 1);
  const from = new Int32Array(m + 1);
  let [low, high] = [-1, 0];
  for (let x = 0; x <= m; x++) {
    const isExtreme = (y: number): boolean => squaredStatistic(x, y, m, n) >= limit;
    while (low + 1 <= n && (low + 1) * m < x * n && isExtreme(low + 1)) low++;
    while (high <= n && (high * m <= x * n || !isExtreme(high))) high++;
    below[x] = low;
    from[x] = high;
  }
  return { below, from };
}

/** The chance of the region where both groups have this rate. */
function chance({ below, from }: Region, rate: number, m: number, n: number): number {
  const first = binomialProbabilities(m, rate);
  const cumulated = binomialProbabilities(n, rate);
  for (let y = 1; y <= n; y++) cumulated[y]! += cumulated[y - 1]!;
  let total = 0;
  for (let x = 0; x <= m; x++) {
    const [low, high] = [below[x]!, from[x]!];
    const left = low < 0 ? 0 : cumulated[low]!;
    const right = high > n ? 0 : 1 - (high === 0 ? 0 : cumulated[high - 1]!);
    total += first[x]! * (left + right);
  }
  return total;
}

/** The largest value over rates in (0, 1/2]; rates beyond repeat it. A grid as fine as counts can tell, then refined. */
function largest(f: (rate: number) => number, rows: number): number {
  const points = 32 + 8 * Math.ceil(Math.sqrt(rows));
  const values = Float64Array.from({ length: points + 1 }, (_, i) => f(rateAt(i / points)));
  let best = 0;
  for (let i = 1; i <= points; i++) {
    const isPeak = values[i]! >= values[i - 1]! && (i === points || values[i]! >= values[i + 1]!);
    if (isPeak && values[i]! > 0.98 * best)
      best = Math.max(best, refined(f, (i - 1) / points, (i + 1) / points));
  }
  return best;
}

/** Points that lie closer near a rate of 0, where counts vary less: 0 for 0 and 1/2 for 1. */
function rateAt(position: number): number {
  const inner = Math.min(1, position);
  return 0.5 * inner * inner;
}

/** Golden section search for the largest value. */
function refined(f: (rate: number) => number, start: number, end: number): number {
  const golden = 0.6180339887498949;
  let [low, high] = [start, end];
  let [left, right] = [high - golden * (high - low), low + golden * (high - low)];
  let [atLeft, atRight] = [f(rateAt(left)), f(rateAt(right))];
  for (let step = 0; step < 40; step++) {
    if (atLeft >= atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - golden * (high - low);
      atLeft = f(rateAt(left));
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + golden * (high - low);
      atRight = f(rateAt(right));
    }
  }
  return Math.max(atLeft, atRight);
}
