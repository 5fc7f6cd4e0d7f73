import { effectiveSize } from "@fairline/numeric";
import type { Rate as EffectiveRate } from "@fairline/numeric";
import type { Cells } from "../confusion.ts";
import type { Denominator } from "../metric.ts";
import type { CellCounts } from "./cell-tally.ts";

/** The rows of all cells. */
export const ALL_ROWS: Denominator = ({ tp, fp, tn, fn }) => tp + fp + tn + fn;
/** Rows with a positive label. */
export const POSITIVE_ROWS: Denominator = ({ tp, fn }) => tp + fn;
/** Rows with a negative label. */
export const NEGATIVE_ROWS: Denominator = ({ fp, tn }) => fp + tn;

/**
 * How many rows of equal weight know as much as those of a denominator (Kish): its rows where every row weighs the same, 0 for
 * none. Rows of weight 0 are not among them.
 */
export function effectiveRows({ counts, rows, squares }: CellCounts, among: Denominator): number {
  const found = among(rows);
  if (found === 0) return 0;
  // In [1, rows] but for rounding.
  return Math.min(found, Math.max(1, effectiveSize(among(counts), among(squares))));
}

/** A rate as a number of successes among the effective rows of its denominator. */
export function effectiveRate(
  group: CellCounts,
  { of, among }: { readonly of: Denominator; readonly among: Denominator },
): EffectiveRate {
  const n = effectiveRows(group, among);
  return { successes: n === 0 ? 0 : (of(group.counts) / among(group.counts)) * n, n };
}

/** The cells as effective rows: shares of the weight of a denominator, times its effective rows. */
export function effectiveCells(group: CellCounts, among: Denominator = ALL_ROWS): Cells {
  const n = effectiveRows(group, among);
  const unit = n === 0 ? 0 : n / among(group.counts);
  const { tp, fp, tn, fn } = group.counts;
  return { tp: tp * unit, fp: fp * unit, tn: tn * unit, fn: fn * unit };
}
