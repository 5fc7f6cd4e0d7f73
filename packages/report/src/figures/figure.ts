import { evidenceRows } from "@fairline/core";
import type { GapTest, MetricRow, Stratum } from "@fairline/core";
import { mean } from "@fairline/numeric";
import { groupBy } from "./group-by.ts";

/** One figure of a setting: a metric row, averaged over the seeds of the setting. */
export interface Figure {
  readonly metric: string;
  readonly attribute: string | null;
  readonly group: string | null;
  readonly within: Stratum | null;
  /** Rows of its denominator, or what weighted ones are worth; at the seed with the fewest. */
  readonly n: number;
  /** Mean over the seeds at which it is defined; NaN where it is at none. */
  readonly value: number;
  /** Mean lower end of the intervals; NaN where a seed has none. */
  readonly low: number;
  /** Mean upper end of the intervals; NaN where a seed has none. */
  readonly high: number;
  /** The value at each seed at which it is defined. */
  readonly seeds: readonly number[];
  /** The seeds at which it is NaN, or has no row. */
  readonly undefinedSeeds: number;
  /** Groups that it does not cover at a seed. */
  readonly uncovered: readonly string[];
  /** Why it says little at a seed, as clauses. */
  readonly degenerate: readonly string[];
  /** Of each seed at which it was tested: the test that there is no gap. */
  readonly tests: readonly GapTest[];
}

/** Names a figure of a setting. */
export function figureKey({
  metric,
  attribute,
  group,
  within,
}: Pick<MetricRow, "metric" | "attribute" | "group" | "within">): string {
  return JSON.stringify([metric, attribute, group, within && [within.column, within.value]]);
}

/**
 * Averages the figures of several seeds, figure by figure.
 *
 * The mean of the ends of the intervals is an interval for the mean value that is wide enough for the noise of
 * drawing the rows (the standard error of a mean is at most the mean of the standard errors); it says nothing
 * about the noise between seeds, which `seeds` shows.
 *
 * @param members - The rows of each seed.
 * @returns Figures by {@link figureKey}, in order of first appearance.
 */
export function averageFigures(
  members: readonly (readonly MetricRow[])[],
): ReadonlyMap<string, Figure> {
  const rows = groupBy(members.flat(), figureKey);
  return new Map([...rows].map(([key, alike]) => [key, average(alike, members.length)]));
}

function average(rows: readonly [MetricRow, ...MetricRow[]], members: number): Figure {
  const defined = rows.filter((row) => !Number.isNaN(row.value));
  const { metric, attribute, group, within } = rows[0];
  return {
    metric,
    attribute,
    group,
    within,
    n: Math.floor(Math.min(...rows.map(evidenceRows))),
    value: defined.length === 0 ? NaN : mean(defined.map((row) => row.value)),
    low: defined.length === 0 ? NaN : mean(defined.map((row) => row.low)),
    high: defined.length === 0 ? NaN : mean(defined.map((row) => row.high)),
    seeds: defined.map((row) => row.value),
    undefinedSeeds: members - defined.length,
    uncovered: distinct(rows.flatMap((row) => row.uncovered ?? [])),
    degenerate: distinct(rows.flatMap((row) => row.degenerate ?? [])),
    tests: rows.flatMap((row) => row.test ?? []),
  };
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
