import type { Cells } from "@fairline/metrics";

/** What right and wrong decisions are worth, by case. */
export interface Utility {
  readonly kind: "utility";
  /** Of one row of weight 1. */
  readonly values: Readonly<Record<keyof Cells, number>>;
}

/** What is to be as high as it can over the rows of all groups. */
export type Objective = "accuracy" | "balanced-accuracy" | "f1" | Utility;

/** A number for each of the four cases. */
type PerCell = Readonly<Record<keyof Cells, number>>;

/**
 * An objective as one sum over the four cases divided by another. The numerators of unweighted rows are whole numbers where
 * they can be, so that ties are ties.
 */
export interface LinearFraction {
  readonly numerator: PerCell;
  readonly denominator: PerCell;
}

/**
 * An objective for given rows.
 *
 * @param total - `tp + fn` and `fp + tn` are what counts: the weight of either label.
 */
export function linearFraction(objective: Objective, total: Cells): LinearFraction {
  const positives = total.tp + total.fn;
  const negatives = total.fp + total.tn;
  switch (objective) {
    case "accuracy":
      return {
        numerator: { tp: 1, fp: 0, tn: 1, fn: 0 },
        denominator: { tp: 1, fp: 1, tn: 1, fn: 1 },
      };
    case "balanced-accuracy":
      return {
        numerator: { tp: negatives, fp: 0, tn: positives, fn: 0 },
        denominator: { tp: negatives, fp: positives, tn: positives, fn: negatives },
      };
    case "f1":
      return {
        numerator: { tp: 2, fp: 0, tn: 0, fn: 0 },
        denominator: { tp: 2, fp: 1, tn: 0, fn: 1 },
      };
    default:
      return { numerator: objective.values, denominator: { tp: 1, fp: 1, tn: 1, fn: 1 } };
  }
}

/** An objective's name for people. */
export function objectiveName(objective: Objective): string {
  return typeof objective === "string" ? objective : "utility per row";
}

/** A sum over the four cases. */
export function linearSum(per: PerCell, { tp, fp, tn, fn }: Cells): number {
  return per.tp * tp + per.fp * fp + per.tn * tn + per.fn * fn;
}

/** Whether the denominator is the same whatever is decided. */
export function isFixed({ tp, fp, tn, fn }: PerCell): boolean {
  return tp === fn && fp === tn;
}
