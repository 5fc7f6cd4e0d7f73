import { confusion } from "@fairline/metrics";
import type { Confusion } from "@fairline/metrics";
import { cutsOf } from "./cuts.ts";
import type { Cuts, ScoredRows } from "./cuts.ts";
import { searchThresholds } from "./threshold-search.ts";
import type { SearchGoal } from "./threshold-search.ts";

/** A threshold, and what it decides for the rows it was fitted on. */
export interface FittedThreshold {
  readonly threshold: number;
  /** Rows and weighted counts under the threshold. */
  readonly counts: Confusion;
  /** Rows with a positive label, not weighted. */
  readonly positives: number;
  /** Number of distinct scores among the rows; a threshold lies between two of them, above or below all. */
  readonly scores: number;
}

/** Thresholds by group. */
export interface ThresholdFit {
  /** One per group. */
  readonly groups: readonly FittedThreshold[];
  /** The one threshold that serves the objective best on all rows alike, for whoever is in none of the groups. */
  readonly otherwise: FittedThreshold;
  /** The objective over the rows of all groups. */
  readonly value: number;
  /** Largest difference between the groups' rates. */
  readonly gap: number;
}

/**
 * Fits a threshold per group, and one for everybody else.
 *
 * @param groups - Positions of each group's rows; what {@link searchThresholds} asks of them.
 */
export function fitThresholds(
  rows: ScoredRows,
  groups: readonly Uint32Array[],
  goal: SearchGoal,
): ThresholdFit {
  const everybody = Uint32Array.from(rows.scores.keys());
  const cuts = groups.map((members) => cutsOf(rows, members));
  const { chosen, value, gap } = searchThresholds(cuts, goal);
  const pooled = cutsOf(rows, everybody);
  const [otherwise] = searchThresholds([pooled], goal).chosen;
  return {
    groups: groups.map((members, g) => describeThreshold(rows, members, cuts[g]!, chosen[g]!)),
    otherwise: describeThreshold(rows, everybody, pooled, otherwise!),
    value,
    gap,
  };
}

function describeThreshold(
  { scores, labels, weights }: ScoredRows,
  members: Uint32Array,
  { thresholds }: Cuts,
  chosen: number,
): FittedThreshold {
  const threshold = thresholds[chosen]!;
  const decisions = scores.map((score) => (score >= threshold ? 1 : 0));
  return {
    threshold,
    counts: confusion(labels, decisions, weights, members),
    positives: members.reduce((count, row) => count + labels[row]!, 0),
    scores: thresholds.length - 1,
  };
}
