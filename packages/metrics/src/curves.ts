import { rateEstimate } from "@fairline/numeric";
import type { RateMethod } from "@fairline/numeric";
import type { Stratum } from "@fairline/core";
import type { Cells } from "./confusion.ts";
import type { Rate } from "./metric.ts";
import { calibrationBins } from "./statistics/calibration-bins.ts";
import type { ScoreRows } from "./statistics/score-rows.ts";

/** What the scores of a group, or of all rows, look like from end to end. Plain JSON. */
export interface GroupCurves {
  /** Null for all rows. */
  readonly attribute: string | null;
  readonly group: string | null;
  readonly within: Stratum | null;
  /** The reliability curve: up to ten bins of about equal weight, by ascending score. */
  readonly reliability: readonly ReliabilityBin[];
  /** What is counted where scores at or above a threshold are positive, by ascending threshold. */
  readonly thresholds: readonly ThresholdCounts[];
}

/** Rows of neighbouring scores. */
export interface ReliabilityBin {
  readonly meanScore: number;
  /** Share of positive labels, and its interval; null where none was asked for. */
  readonly positives: number;
  readonly low: number | null;
  readonly high: number | null;
  /** Sum of the weights, and the effective number of rows. */
  readonly weight: number;
  readonly effective: number;
}

/** The confusion matrix at a threshold. */
export interface ThresholdCounts extends Cells {
  readonly threshold: number;
}

/** Thresholds of a curve: 0, 0.01 and so on to 1. */
const STEPS = 100;

/** How intervals of shares are made. */
export interface CurveIntervals {
  readonly rates: RateMethod;
  /** The critical value: 1.96 for a level of 95 %; undefined for no intervals. */
  readonly critical: number | undefined;
}

/** The curves of some scores: one pass over them. */
export function curvesOf(
  scores: ScoreRows,
  intervals: CurveIntervals,
): Pick<GroupCurves, "reliability" | "thresholds"> {
  return { reliability: reliabilityOf(scores, intervals), thresholds: thresholdCounts(scores) };
}

function reliabilityOf(
  scores: ScoreRows,
  { rates, critical }: CurveIntervals,
): readonly ReliabilityBin[] {
  return calibrationBins(scores).map(({ weight, n, meanScore, positives }) => {
    const interval =
      critical === undefined ? undefined : rateEstimate(positives * n, n, rates).interval(critical);
    return {
      meanScore,
      positives,
      low: interval?.low ?? null,
      high: interval?.high ?? null,
      weight,
      effective: n,
    };
  });
}

function thresholdCounts({ score, label, weight }: ScoreRows): readonly ThresholdCounts[] {
  let [fn, tn, row] = [0, 0, 0];
  const below: { readonly fn: number; readonly tn: number }[] = [];
  for (let step = 0; step <= STEPS + 1; step++) {
    // The last step takes the scores of 1, which no threshold rejects.
    for (; row < score.length && (step > STEPS || score[row]! < step / STEPS); row++) {
      const mass = weight === undefined ? 1 : weight[row]!;
      fn += mass * label[row]!;
      tn += mass * (1 - label[row]!);
    }
    below.push({ fn, tn });
  }
  return below.slice(0, -1).map((each, step) => ({
    threshold: step / STEPS,
    tp: fn - each.fn,
    fp: tn - each.tn,
    ...each,
  }));
}

/** A rate at a threshold. */
export interface RatePoint {
  readonly threshold: number;
  /** NaN where it is undefined. */
  readonly value: number;
}

/**
 * Any rate over the threshold. The true over the false positive rate is the ROC curve, the positive predictive value over the true
 * positive rate the precision-recall curve.
 */
export function rateCurve(
  { thresholds }: Pick<GroupCurves, "thresholds">,
  { of, among }: Pick<Rate, "of" | "among">,
): RatePoint[] {
  return thresholds.map((cells) => ({
    threshold: cells.threshold,
    value: of(cells) / among(cells),
  }));
}
