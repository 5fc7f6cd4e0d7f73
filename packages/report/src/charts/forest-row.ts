import { SMALL_GROUP } from "@fairline/core";
import type { Figure } from "../figures/figure.ts";
import type { MetricUnit } from "@fairline/metrics";
import { metricWords } from "../format/metric-words.ts";
import { figureText, intervalText } from "../format/numbers.ts";
import type { ForestRow } from "./forest.ts";

/** A figure in the unit that its axis counts in: shares as per cents or points. */
export function axisValue(value: number, unit: MetricUnit): number {
  return unit === "number" ? value : value * 100;
}

/** A figure under the label that a chart gives it. */
export interface LabelledFigure {
  readonly label: string;
  readonly figure: Figure;
  /** The one that others are compared with. */
  readonly isReference: boolean;
}

/** Makes a row of a forest plot of a figure. */
export function forestRow(
  { label, figure, isReference }: LabelledFigure,
  decimals: number,
): ForestRow {
  const { unit } = metricWords(figure.metric);
  return {
    label,
    value: axisValue(figure.value, unit),
    low: axisValue(figure.low, unit),
    high: axisValue(figure.high, unit),
    seeds: figure.seeds.map((seed) => axisValue(seed, unit)),
    isReference,
    isWeak: figure.n < SMALL_GROUP,
    valueText: figureText(figure.value, unit, decimals),
    intervalText: intervalText(figure, unit, decimals) ?? "",
  };
}

/** Reads the rows of a forest plot out: "0: 16.2 (14.9 to 17.6); 0.1: …". */
export function forestText(rows: readonly ForestRow[]): string {
  return rows
    .map(
      (row) =>
        `${row.label}: ${row.valueText}${row.intervalText === "" ? "" : ` (${row.intervalText})`}`,
    )
    .join("; ");
}

/** The value of a metric between groups where all groups are equal; undefined for other metrics. An axis of gaps holds it. */
export function parityValue(metric: string): number | undefined {
  const { comparison } = metricWords(metric);
  if (comparison === undefined) return undefined;
  return comparison.how.form === "ratio" ? 1 : 0;
}
