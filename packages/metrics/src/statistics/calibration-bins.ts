import { equalMassBins } from "@fairline/numeric";
import type { CalibrationBin } from "@fairline/numeric";
import type { JointVariances } from "../metric.ts";
import type { ScoreRows } from "./score-rows.ts";

/** Bins of a calibration error. */
const BINS = 10;

const known = new WeakMap<ScoreRows, readonly CalibrationBin[]>();

/** The rows of a group in ten bins of equal weight by score; fewer where scores are tied. Computed once for the same rows. */
export function calibrationBins(scores: ScoreRows): readonly CalibrationBin[] {
  const bins = known.get(scores) ?? equalMassBins(scores, BINS);
  known.set(scores, bins);
  return bins;
}

/** The bins of a group are not those of all rows: how the figures go together is not known. */
export function unknownCovariances(groups: readonly unknown[]): JointVariances {
  const none = groups.map(() => Number.NaN);
  return { own: none, overall: Number.NaN, shared: none };
}
