import type { Rate } from "../interval/interval.ts";
import { pooledStatistic } from "../simultaneous/pooled-statistic.ts";
import { normalCdf } from "../special/normal.ts";
import { NO_TEST } from "./test-result.ts";
import type { TestResult } from "./test-result.ts";

/**
 * The score test that two rates are equal, against any difference: Pearson's chi-square test without correction, but for the
 * factor (n - 1) / n. Its p-value is below 1 - level exactly where {@link miettinenNurminenInterval} leaves out 0.
 *
 * For some hundred rows on; below that the true level of a 5 % test may be 6 or 7 %, and {@link exactScoreTest} holds it.
 *
 * @returns A statistic that is standard normal without a gap, and positive where the first rate is higher; NaN where a group
 *   has no trials.
 * @see Miettinen and Nurminen, "Comparative analysis of two rates", Stat. Med. 4 (1985), 213-226,
 *   doi:10.1002/sim.4780040211
 */
export function scoreTest(first: Rate, second: Rate): TestResult {
  if (!(first.n > 0 && second.n > 0)) return NO_TEST;
  const [p, q] = [first.successes / first.n, second.successes / second.n];
  const size = pooledStatistic(p, first.n, q, second.n);
  return { statistic: p < q ? -size : size, pValue: 2 * normalCdf(-size) };
}
