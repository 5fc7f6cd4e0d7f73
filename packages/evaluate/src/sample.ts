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
  /** Weight of each row, at least 0; undefined where every row weighs 1. */
  readonly weight: Float64Array | undefined;
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
