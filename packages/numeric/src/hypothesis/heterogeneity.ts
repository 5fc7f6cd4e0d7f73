import type { Estimate } from "../estimate/estimate.ts";
import { definedRates } from "../simultaneous/rate-groups.ts";
import type { RateGroups } from "../simultaneous/rate-groups.ts";
import { chiSquareTail } from "../special/chi-square.ts";
import { smallest } from "../summary/extremes.ts";
import { NO_TEST } from "./test-result.ts";
import type { TestResult } from "./test-result.ts";

/** A chi-square test. */
export interface ChiSquareResult extends TestResult {
  /** One less than the groups compared. */
  readonly degrees: number;
  /** The smallest number of successes or failures that no gap would have a group expect; NaN for estimates. */
  readonly leastExpected: number;
}

/**
 * Pearson's chi-square test that all rates are equal. Groups without trials are left out.
 *
 * For tables where every group expects 5 successes and failures or more; below, {@link permutationTest}.
 *
 * @returns NaN where fewer than two groups have a rate. Rates that are all 0 or all 1 have statistic 0.
 * @throws RangeError if the columns differ in length or a count is outside its range.
 * @see Pearson, "On the criterion that a given system of deviations from the probable ...", Philos. Mag. 50 (1900), 157-175,
 *   doi:10.1080/14786440009463897
 */
export function rateHeterogeneity(rates: RateGroups): ChiSquareResult {
  const { share, n } = definedRates(rates);
  const degrees = share.length - 1;
  const [rows, successes] = [total(n), total(share.map((p, g) => p * n[g]!))];
  const rate = successes / rows;
  const leastExpected = smallest(n) * Math.min(rate, 1 - rate);
  if (degrees < 1) return { ...NO_TEST, degrees, leastExpected };
  const scatter = total(share.map((p, g) => n[g]! * (p - rate) * (p - rate)));
  const statistic = scatter === 0 ? 0 : scatter / (rate * (1 - rate));
  return { statistic, pValue: chiSquareTail(statistic, degrees), degrees, leastExpected };
}

/**
 * Wald's chi-square test that independent estimates are equal: of areas under the ROC curve, losses or scores. Those without
 * a positive standard error are left out.
 *
 * @returns NaN where fewer than two are left.
 * @see Cochran, "The combination of estimates from different experiments", Biometrics 10 (1954), 101-129,
 *   doi:10.2307/3001666
 */
export function estimateHeterogeneity(estimates: readonly Estimate[]): ChiSquareResult {
  const used = estimates.filter(({ standardError }) => standardError > 0);
  const degrees = used.length - 1;
  if (degrees < 1) return { ...NO_TEST, degrees, leastExpected: Number.NaN };
  const precision = used.map(({ standardError }) => 1 / (standardError * standardError));
  const mean = total(used.map(({ value }, g) => value * precision[g]!)) / total(precision);
  const statistic = total(
    used.map(({ value }, g) => (value - mean) * (value - mean) * precision[g]!),
  );
  const pValue = chiSquareTail(statistic, degrees);
  return { statistic, pValue, degrees, leastExpected: Number.NaN };
}

function total(values: readonly number[] | Float64Array): number {
  let result = 0;
  for (const value of values) result += value;
  return result;
}
