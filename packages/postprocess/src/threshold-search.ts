import { FairlineError } from "@fairline/core";
import type { Cuts } from "./cuts.ts";
import { bestChoice } from "./search/best-choice.ts";
import type { Choice } from "./search/best-choice.ts";
import { candidateCuts } from "./search/candidates.ts";
import { constrainedMetrics, constraintWords } from "./search/constraint.ts";
import type { Constraint } from "./search/constraint.ts";
import { figureByCut, gainByCut, totalCells } from "./search/counted-cuts.ts";
import { isFixed, linearFraction, linearSum } from "./search/objective.ts";
import type { LinearFraction, Objective } from "./search/objective.ts";
import { anyGap, toleranceOf } from "./search/tolerance.ts";
import type { Tolerance } from "./search/tolerance.ts";

/** What a search looks for. */
export interface SearchGoal {
  readonly constraint: Constraint;
  /** Over all rows of all groups. */
  readonly objective: Objective;
  /** Largest difference between the groups' figures, at least 0. */
  readonly tolerance: number;
  /** If given, this instead: smallest figure over largest, at least. */
  readonly minRatio?: number | undefined;
}

/** The cuts that a search found. */
export interface SearchResult {
  /** One position per group: which of its cuts. */
  readonly chosen: readonly number[];
  /** The objective over all rows of all groups. */
  readonly value: number;
  /** How far the groups' figures lie apart, as the tolerance counts it: a difference, or 1 less a ratio. */
  readonly gap: number;
}

/** A search that is ready to be asked for several tolerances. */
export interface ThresholdSearch {
  /**
   * The best choice within a tolerance; undefined where there is none.
   *
   * @param known - A choice that is within the tolerance: makes it faster.
   */
  best(tolerance: Tolerance, known?: SearchResult): SearchResult | undefined;
  /** The smallest gap that any choice has; NaN where the figures of some group are defined under none of its cuts. */
  smallestGap(kind: Tolerance["kind"]): number;
}

/**
 * Finds the thresholds, one per group, with the best objective among all whose figures are within the tolerance.
 *
 * The search goes through the counts that thresholds can give and is exact. A sum over the groups is searched once; F1, a sum
 * divided by another, a few times (Dinkelbach): each time for the largest numerator less the value so far times the
 * denominator, until that is 0.
 *
 * For rates of all rows, or of those of one label, there is always a solution: nobody, or everybody. Ties: the smaller gap,
 * then the lower figures.
 *
 * @param groups - One or more, each with rows for which the constraint's figures are defined under some cut.
 * @throws FairlineError `VALUE_INVALID` where no choice is within the tolerance; the message has the nearest.
 * @see Hardt, Price and Srebro (2016), section 4. They reach equal rates exactly by drawing between two thresholds; here every
 *   decision is determined by the score, and rates are equal up to the tolerance.
 * @see Dinkelbach, "On nonlinear fractional programming", Management Science 13 (1967), doi:10.1287/mnsc.13.7.492
 */
export function searchThresholds(groups: readonly Cuts[], goal: SearchGoal): SearchResult {
  const search = thresholdSearch(groups, goal);
  const tolerance = goalTolerance(goal);
  const found = search.best(tolerance);
  if (found === undefined) throw outOfReach(search.smallestGap(tolerance.kind), goal);
  return found;
}

/** The tolerance that a goal asks for. */
export function goalTolerance({ tolerance, minRatio }: SearchGoal): Tolerance {
  return minRatio === undefined
    ? { kind: "difference", most: tolerance }
    : { kind: "ratio", least: minRatio };
}

/** Prepares a search: figures and orders are computed once. */
export function thresholdSearch(
  groups: readonly Cuts[],
  { constraint, objective }: Pick<SearchGoal, "constraint" | "objective">,
): ThresholdSearch {
  const figures = constrainedMetrics(constraint).map((metric) =>
    groups.map((cuts) => figureByCut(cuts, metric)),
  );
  const candidates = candidateCuts(figures);
  const everybody = groups.map(({ thresholds }) => thresholds.length - 1);
  const fraction = linearFraction(objective, totalCells(groups, everybody));
  const choose = (gains: readonly Float64Array[], tolerance: Tolerance, known?: Choice) =>
    bestChoice({ figures, gains, tolerance }, candidates, known);
  const gainsAt = gainsOf(groups, fraction);
  return {
    best: (tolerance, known) =>
      highestFraction(groups, fraction, {
        known,
        gainsAt,
        choose: (gains, from) => choose(gains, tolerance, from),
      }),
    smallestGap(kind) {
      const zeros = groups.map(({ thresholds }) => new Float64Array(thresholds.length));
      return narrowest((tolerance) => choose(zeros, tolerance)?.gap, kind);
    },
  };
}

/** Dinkelbach's iteration; one step where the denominator is the same for all choices. */
function highestFraction(
  groups: readonly Cuts[],
  fraction: LinearFraction,
  {
    known,
    gainsAt,
    choose,
  }: {
    readonly known: SearchResult | undefined;
    readonly gainsAt: (value: number) => readonly Float64Array[];
    readonly choose: (gains: readonly Float64Array[], from?: Choice) => Choice | undefined;
  },
): SearchResult | undefined {
  let best = known;
  for (;;) {
    const gains = gainsAt(best?.value ?? 0);
    const from = best === undefined ? undefined : { ...best, gain: sumAt(gains, best.chosen) };
    const choice = choose(gains, from);
    if (choice === undefined) return undefined;
    const cells = totalCells(groups, choice.chosen);
    const reached = linearSum(fraction.numerator, cells) / linearSum(fraction.denominator, cells);
    const result = { chosen: choice.chosen, value: reached, gap: choice.gap };
    if (isFixed(fraction.denominator)) return result;
    if (best !== undefined && reached <= best.value) return reached < best.value ? best : result;
    best = result;
  }
}

/** The gains of all cuts for a value of the objective; computed once where they do not depend on it. */
function gainsOf(
  groups: readonly Cuts[],
  fraction: LinearFraction,
): (value: number) => readonly Float64Array[] {
  const gains = (value: number): Float64Array[] =>
    groups.map((cuts) => gainByCut(cuts, fraction, value));
  if (!isFixed(fraction.denominator)) return gains;
  const fixed = gains(0);
  return () => fixed;
}

function sumAt(gains: readonly Float64Array[], chosen: readonly number[]): number {
  return chosen.reduce((sum, k, g) => sum + gains[g]![k]!, 0);
}

/** The smallest gap within which there is a choice, to 1e-12. @param reached - The gap of some choice within a tolerance. */
function narrowest(
  reached: (tolerance: Tolerance) => number | undefined,
  kind: Tolerance["kind"],
): number {
  if (reached(toleranceOf(kind, 0)) !== undefined) return 0;
  let low = 0;
  let high = reached(anyGap(kind)) ?? Number.NaN;
  while (high - low > 1e-12) {
    const middle = low + (high - low) / 2;
    const found = reached(toleranceOf(kind, middle));
    if (found === undefined) low = middle;
    else high = Math.min(found, middle);
  }
  return high;
}

function outOfReach(gap: number, goal: SearchGoal): FairlineError {
  const { constraint, minRatio } = goal;
  if (Number.isNaN(gap)) {
    return new FairlineError(
      "VALUE_INVALID",
      `in some group no threshold gives ${constraintWords(constraint)}: its validation rows have one score, or are too few`,
      { hint: "Choose another constraint, or merge the group with another." },
    );
  }
  const [asked, nearest, key] =
    minRatio === undefined
      ? [`at most ${String(goal.tolerance)} apart`, `${gap.toFixed(4)} apart`, "tolerance"]
      : [
          `in a ratio of at least ${String(minRatio)}`,
          `in a ratio of ${(1 - gap).toFixed(4)}`,
          "min-ratio",
        ];
  return new FairlineError(
    "VALUE_INVALID",
    `no thresholds bring the ${constraintWords(constraint)} of the groups ${asked} on the validation rows; the nearest are ${nearest}`,
    { hint: `Give ${key} that much room, or choose another constraint.` },
  );
}
