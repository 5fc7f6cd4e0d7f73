import { compareText } from "@fairline/core";
import { comparisonsOf } from "./between/comparisons.ts";
import * as catalog from "./catalog.ts";
import { fairlearnMetrics } from "./fairlearn.ts";
import type { Criterion, GroupMetric, Metric } from "./metric.ts";

/**
 * How a figure is undefined.
 *
 * - `fairline`: a rate without a denominator is NaN; its group is left out of the comparison; a comparison of fewer
 *   than two groups is NaN.
 * - `fairlearn`: as Fairlearn computes it, beside our own figures. A rate without a denominator is 0 and takes part; one
 *   group compares with itself; of two aggregated comparisons of which one is undefined, the other may stand for both.
 */
export type Convention = "fairline" | "fairlearn";

const OF_GROUPS: readonly GroupMetric[] = inOrder(catalog.GROUP_METRICS);

/** The criteria of the literature, in the order of their figures. */
export const CRITERIA: readonly Criterion[] = inOrder(catalog.CRITERIA);

const OWN: readonly Metric[] = [
  ...OF_GROUPS,
  ...OF_GROUPS.flatMap((metric) => comparisonsOf(metric)),
  ...CRITERIA.flatMap(({ metrics }) => metrics),
];

/** Every metric that metric rows of Fairline may hold, in the order of the rows. */
export const METRICS: readonly Metric[] = [...OWN, ...fairlearnMetrics(OWN)];

const BY_NAME: ReadonlyMap<string, Metric> = new Map(
  METRICS.map((metric) => [metric.name, metric]),
);

/** The metrics that rows hold under a convention: Fairlearn's figures come beside our own. */
export function metricsOf(convention: Convention): readonly Metric[] {
  return convention === "fairline" ? OWN : METRICS;
}

/** Their names. */
export function metricNames(convention: Convention): string[] {
  return metricsOf(convention).map(({ name }) => name);
}

/** The metric of a name; undefined for a name that Fairline does not know. */
export function findMetric(name: string): Metric | undefined {
  return BY_NAME.get(name);
}

function inOrder<T extends { readonly order: number; readonly name: string }>(
  list: readonly T[],
): readonly T[] {
  return list.toSorted((a, b) => a.order - b.order || compareText(a.name, b.name));
}
