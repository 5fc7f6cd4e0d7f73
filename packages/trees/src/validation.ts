import type { Column } from "./column.ts";

/** Rows that decide how many rounds are kept. */
export interface Validation {
  /** The same columns as those of the training rows. */
  readonly columns: readonly Column[];
  /** Judges the raw scores of these rows after a round. */
  readonly metric: (state: ValidationState) => number | Promise<number>;
  readonly better: "lower" | "higher";
  /** Rounds without a better metric after which the fit ends; Infinity: it runs all rounds. At least 1. */
  readonly patience: number;
}

/** What a validation metric is given. */
export interface ValidationState {
  /** From 1. */
  readonly round: number;
  /** Raw scores, row-major, one per output. They change in the next round. */
  readonly raw: Float64Array;
}

/** The best round so far. */
export interface Best {
  /** From 1; 0 before the first one. */
  readonly round: number;
  readonly metric: number;
}

/** What every metric is better than. */
export function firstBest(better: Validation["better"] | undefined): Best {
  return { round: 0, metric: better === "higher" ? -Infinity : Infinity };
}

/** Whether a metric is better than the best one so far. An equal one is not. */
export function isBetter(
  metric: number,
  best: Best,
  better: Validation["better"] | undefined,
): boolean {
  return better === "higher" ? metric > best.metric : metric < best.metric;
}
