import type { Cuts } from "./cuts.ts";

/** What is to be alike in all groups. */
export type Constraint = "demographic-parity" | "equal-opportunity";

/** What is to be as high as it can under the constraint. */
type Objective = "accuracy" | "balanced-accuracy";

/** What a search looks for. */
export interface SearchGoal {
  readonly constraint: Constraint;
  readonly objective: Objective;
  /** Largest difference between the groups' rates, in [0, 1]. */
  readonly tolerance: number;
}

/** The cuts that a search found. */
export interface SearchResult {
  /** One position per group: which of its cuts. */
  readonly chosen: readonly number[];
  /** The objective over all rows of all groups, in [0, 1]. */
  readonly value: number;
  /** Largest difference between the groups' rates. */
  readonly gap: number;
}

/** Rates are sums of weights divided; what is equal on paper may differ by this much. */
const ROUNDING = 1e-12;

/**
 * Finds the thresholds, one per group, with the best objective among all whose rates differ by at most the tolerance.
 *
 * The rate of a group is the share of its rows decided positive (demographic parity), or the share of its positive rows
 * decided positive (equal opportunity). Both objectives are sums over groups, so that the search is exact: for every rate r
 * that some group can have, each group takes its best cut with a rate in [r, r + tolerance], and the best such window wins.
 * Linear in the number of cuts times the number of groups, but for sorting.
 *
 * There is always a solution: nobody, or everybody. Ties: the smaller gap, then the fewer decided positive.
 *
 * @param groups - One or more; for equal opportunity each with a positive row, for balanced accuracy with both labels among
 *   them all.
 * @see Hardt, Price and Srebro (2016), section 4. They reach equal rates exactly by drawing between two thresholds; here every
 *   decision is determined by the score, and rates are equal up to the tolerance.
 */
export function searchThresholds(groups: readonly Cuts[], goal: SearchGoal): SearchResult {
  const rates = groups.map((cuts) => ratesOf(cuts, goal.constraint));
  const { gains, full } = gainsOf(groups, goal.objective);
  const windows = groups.map((_, g) => slidingBest(rates[g]!, gains[g]!));
  let best: SearchResult = { chosen: [], value: -Infinity, gap: Infinity };
  for (const low of ascending(rates)) {
    const high = low + goal.tolerance;
    const chosen = windows.map((bestIn) => bestIn(low - ROUNDING, high + ROUNDING));
    if (chosen.includes(-1)) continue;
    const value = chosen.reduce((sum, k, g) => sum + gains[g]![k]!, 0) / full;
    const own = chosen.map((k, g) => rates[g]![k]!);
    const gap = Math.max(...own) - Math.min(...own);
    if (value > best.value || (value === best.value && gap < best.gap)) {
      best = { chosen, value, gap };
    }
  }
  return best;
}

/** The rate of every cut of a group, ascending from 0 to 1. */
function ratesOf({ truePositive, falsePositive }: Cuts, constraint: Constraint): Float64Array {
  const decided =
    constraint === "equal-opportunity"
      ? truePositive
      : truePositive.map((weight, k) => weight + falsePositive[k]!);
  const all = decided.at(-1)!;
  return decided.map((weight) => weight / all);
}

/**
 * What every cut of every group adds to the objective, and what divides their sum.
 *
 * Kept apart so that the sums of rows without weights are whole numbers, and ties are ties.
 */
function gainsOf(
  groups: readonly Cuts[],
  objective: Objective,
): { readonly gains: readonly Float64Array[]; readonly full: number } {
  const positives = groups.reduce((sum, { truePositive }) => sum + truePositive.at(-1)!, 0);
  const negatives = groups.reduce((sum, { falsePositive }) => sum + falsePositive.at(-1)!, 0);
  const [perPositive, perNegative] = objective === "accuracy" ? [1, 1] : [negatives, positives];
  const gains = groups.map(({ truePositive, falsePositive }) => {
    const all = falsePositive.at(-1)!;
    return truePositive.map(
      (weight, k) => weight * perPositive + (all - falsePositive[k]!) * perNegative,
    );
  });
  return { gains, full: positives * perPositive + negatives * perNegative };
}

/**
 * A function that gives the position of the largest gain among the cuts with a rate in [low, high], the first of equal
 * ones; -1 if there is none. Neither bound may fall from call to call.
 */
function slidingBest(
  rates: Float64Array,
  gains: Float64Array,
): (low: number, high: number) => number {
  // Positions whose gain no later one in the window reaches: gains fall along the queue.
  const queue = new Int32Array(rates.length);
  let head = 0;
  let tail = 0;
  let next = 0;
  return (low, high) => {
    for (; next < rates.length && rates[next]! <= high; next++) {
      while (tail > head && gains[queue[tail - 1]!]! < gains[next]!) tail--;
      queue[tail++] = next;
    }
    while (head < tail && rates[queue[head]!]! < low) head++;
    return head < tail ? queue[head]! : -1;
  };
}

/** Every rate that occurs, once, ascending. */
function ascending(rates: readonly Float64Array[]): number[] {
  const all = rates.flatMap((own) => [...own]);
  return [...new Set(all)].sort((a, b) => a - b);
}
