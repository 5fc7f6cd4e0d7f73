import { FairlineError } from "@fairline/core";
import type { ScoredRows } from "./cuts.ts";

/** Which errors cost: of calibrated scores, at most one sum of them can be made alike. */
export type CostConstraint = "false-positive" | "false-negative" | "weighted";

/** What scores cost a group, and what its base rate in their place would. */
export interface GroupCost {
  /** Share of weight with a positive label. */
  readonly baseRate: number;
  readonly meanScore: number;
  /** Mean score of negative rows: the generalized false positive rate. */
  readonly falsePositive: number;
  /** Mean of 1 less the score of positive rows: the generalized false negative rate. */
  readonly falseNegative: number;
  readonly cost: number;
  /** The cost where every row has the base rate for its score. */
  readonly baseRateCost: number;
}

/**
 * What scores cost a group: the generalized false positive rate, the false negative one, or the mean of both, each weighed by the
 * share of its label.
 *
 * @param members - Positions of the group's rows, of both labels.
 * @see Pleiss et al. (2017), sections 2 and 3.
 */
export function groupCost(
  { scores, labels, weights }: ScoredRows,
  members: Uint32Array,
  constraint: CostConstraint,
): GroupCost {
  let [positives, negatives, hits, alarms] = [0, 0, 0, 0];
  for (const row of members) {
    const weight = weights[row]!;
    if (labels[row] === 1) {
      positives += weight;
      hits += weight * scores[row]!;
    } else {
      negatives += weight;
      alarms += weight * scores[row]!;
    }
  }
  const baseRate = positives / (positives + negatives);
  const falsePositive = alarms / negatives;
  const falseNegative = 1 - hits / positives;
  const costOf = (fpr: number, fnr: number): number => {
    if (constraint === "weighted") return (fpr * (1 - baseRate) + fnr * baseRate) / 2;
    return constraint === "false-positive" ? fpr : fnr;
  };
  return {
    baseRate,
    meanScore: (hits + alarms) / (positives + negatives),
    falsePositive,
    falseNegative,
    cost: costOf(falsePositive, falseNegative),
    baseRateCost: costOf(baseRate, 1 - baseRate),
  };
}

/**
 * The share of each group's rows whose score has to be withheld for its base rate, such that all groups cost as much as the one
 * that costs the most. Withheld scores stay calibrated, and cost their group.
 *
 * @param groups - By name.
 * @returns In [0, 1], by group.
 * @throws FairlineError `VALUE_INVALID` where a group costs less even without any of its scores.
 * @see Pleiss et al. (2017), algorithm 1: for two groups.
 */
export function withheldShares(
  groups: readonly (GroupCost & { readonly name: string })[],
): number[] {
  const most = Math.max(...groups.map(({ cost }) => cost));
  return groups.map(({ name, cost, baseRateCost }) => {
    if (cost === most) return 0;
    if (baseRateCost > cost && baseRateCost >= most) return (most - cost) / (baseRateCost - cost);
    throw new FairlineError(
      "VALUE_INVALID",
      `"${name}" costs ${cost.toFixed(4)}, and ${baseRateCost.toFixed(4)} without any of its scores: it cannot cost as much as the ${most.toFixed(4)} of another group`,
      { hint: "Choose another cost, or a method that does not keep scores calibrated." },
    );
  });
}
