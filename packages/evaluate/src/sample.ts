import type { Partition } from "@fairline/arrow";
import type { Stratum } from "@fairline/core";

/** The evaluated rows as columns of length n. What is not known is undefined. */
export interface Sample {
  readonly n: number;
  /** Label of each row, 0 or 1. */
  readonly y: Uint8Array | undefined;
  /** Prediction for each row, 0 or 1. */
  readonly prediction: Uint8Array | undefined;
  /** Score of each row, in [0, 1]. */
  readonly score: Float64Array | undefined;
  /** Weight of each row, at least 0, the largest in [1, 2); undefined where every row weighs 1. */
  readonly weight: Float64Array | undefined;
}

/**
 * Weights in a unit of which the largest has at least one and less than two, so that no product of them is too large or too small.
 * The unit is a power of two, which loses no digit of any of them; it changes no figure.
 */
export function inOwnUnit(weights: Float64Array): Float64Array {
  let largest = 0;
  for (const weight of weights) if (weight > largest) largest = weight;
  if (largest === 0) return weights;
  // In two steps: the factor of the smallest doubles is no double.
  let [first, second] = [1, 1];
  while (largest * first * second >= 2) [first, second] = [second / 2, first];
  while (largest * first * second < 1) [first, second] = [second * 2, first];
  return weights.map((weight) => weight * first * second);
}

/** A way to divide the evaluated rows into groups; rows outside the stratum are in none. */
export interface Grouping extends Partition {
  /** Name of the sensitive attribute, or of an intersection; null for all rows as one group. */
  readonly attribute: string | null;
  /** The rows that are divided; null for all. */
  readonly within: Stratum | null;
}

/** All rows as one group. */
export function wholeSample(n: number): Grouping {
  return {
    attribute: null,
    within: null,
    columns: [],
    groups: [{ values: [], name: "all", size: n }],
    codes: new Int32Array(n),
  };
}
