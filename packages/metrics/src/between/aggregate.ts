import type { Comparison } from "../metric.ts";

/** The worst of several comparisons: the largest difference, or the smallest ratio. NaN if one is. */
export function worst(values: readonly number[], form: Comparison["form"]): number {
  return form === "difference" ? Math.max(...values) : Math.min(...values);
}

/** The mean of several comparisons. NaN if one is. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
