import { FairlineError } from "@fairline/core";
import type { Cells } from "@fairline/metrics";
import type { CountMetric } from "./constraint.ts";
import { isFixed } from "./objective.ts";

/** The four cases, one at a time. */
const UNITS = {
  tp: { tp: 1, fp: 0, tn: 0, fn: 0 },
  fp: { tp: 0, fp: 1, tn: 0, fn: 0 },
  tn: { tp: 0, fp: 0, tn: 1, fn: 0 },
  fn: { tp: 0, fp: 0, tn: 0, fn: 1 },
} as const;

/** A rate whose denominator is the same whatever is decided: draws between rules mix its values as they mix rules. */
export interface LinearRate {
  readonly of: (cells: Cells) => number;
  readonly among: (cells: Cells) => number;
}

/**
 * A figure as a rate with a denominator that decisions do not change.
 *
 * @throws FairlineError `PARAM_INVALID` for another figure, as predictive values are.
 */
export function linearRate(metric: CountMetric): LinearRate {
  if (metric.kind === "rate") {
    const { of, among } = metric;
    const per = {
      tp: among(UNITS.tp),
      fp: among(UNITS.fp),
      tn: among(UNITS.tn),
      fn: among(UNITS.fn),
    };
    if (isFixed(per)) return { of, among };
  }
  throw new FairlineError(
    "PARAM_INVALID",
    `the ${metric.label} of a draw between thresholds is not the mean of theirs, so that no linear programme finds it`,
    { hint: "Leave out randomized, or hold rates of all rows or of one label alike." },
  );
}
