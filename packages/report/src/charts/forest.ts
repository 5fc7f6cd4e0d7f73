import type { ChartWords } from "./plot.ts";

/** A forest plot: one row per estimate, a dot with its interval, and where wanted the numbers at the right. */
export interface Forest {
  readonly words: ChartWords;
  readonly rows: readonly ForestRow[];
  /** What the axis counts, with its unit: "gap, points". */
  readonly axisLabel: string;
  /** Ends of the axis; see {@link forestDomain}. */
  readonly domain: readonly [number, number];
  /** Values to draw across all rows: limits of gates, the figure of all rows. */
  readonly lines: readonly ForestLine[];
  /** Writes values and intervals at the right: for charts without a table beside them. */
  readonly hasNumbers: boolean;
}

/** One estimate, in the axis's unit. NaN where there is none: the row then holds its text only. */
export interface ForestRow {
  readonly label: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Values to mark by small strokes; a single one is not drawn. */
  readonly seeds: readonly number[];
  /** The one that others are compared with: a diamond. */
  readonly isReference: boolean;
  /** Rests on few rows: hollow. */
  readonly isWeak: boolean;
  /** The value as the tables write it. */
  readonly valueText: string;
  /** The interval as the tables write it; empty without one. */
  readonly intervalText: string;
}

/** A line across all rows. */
export interface ForestLine {
  readonly value: number;
  readonly label: string;
  readonly kind: "limit" | "overall";
}

/**
 * The ends of an axis that holds all rows, and other values that it should show: from 0 where the values reach below half of the largest; else around them, at least a
 * quarter of the largest wide, so that small differences do not fill the chart.
 */
export function forestDomain(
  rows: readonly Pick<ForestRow, "value" | "low" | "high" | "seeds">[],
  others: readonly (number | undefined)[] = [],
): readonly [number, number] {
  const ends = [
    ...rows.flatMap(({ value, low, high, seeds }) => [value, low, high, ...seeds]),
    ...others,
  ].filter((end): end is number => end !== undefined && Number.isFinite(end));
  if (ends.length === 0) return [0, 1];
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const pad = (most - least) * 0.06 || Math.abs(most) * 0.06 || 1;
  if (least >= 0 && least < most / 2) return [0, most + pad];
  const wider = Math.max(0, Math.abs(most) / 4 - (most - least)) / 2;
  return [least - pad - wider, most + pad + wider];
}
