import type { Cells } from "@fairline/metrics";
import type { Cuts } from "../cuts.ts";
import type { CountMetric } from "./constraint.ts";
import type { LinearFraction } from "./objective.ts";

/** The weights of the four cases under a cut of a group. */
export function cellsAt({ truePositive, falsePositive }: Cuts, k: number): Cells {
  const tp = truePositive[k]!;
  const fp = falsePositive[k]!;
  return { tp, fp, fn: truePositive.at(-1)! - tp, tn: falsePositive.at(-1)! - fp };
}

/** A figure of a group under each of its cuts. */
export function figureByCut(cuts: Cuts, { compute }: CountMetric): Float64Array {
  return Float64Array.from(cuts.thresholds, (_, k) =>
    compute({ counts: { n: 0, ...cellsAt(cuts, k) } }),
  );
}

/** What each cut of a group adds to an objective's numerator less `value` times its denominator. */
export function gainByCut(cuts: Cuts, objective: LinearFraction, value: number): Float64Array {
  const { numerator, denominator } = objective;
  const { truePositive, falsePositive } = cuts;
  const per = {
    tp: numerator.tp - value * denominator.tp,
    fp: numerator.fp - value * denominator.fp,
    tn: numerator.tn - value * denominator.tn,
    fn: numerator.fn - value * denominator.fn,
  };
  const [positives, negatives] = [truePositive.at(-1)!, falsePositive.at(-1)!];
  const gains = new Float64Array(truePositive.length);
  for (let k = 0; k < gains.length; k++) {
    const [tp, fp] = [truePositive[k]!, falsePositive[k]!];
    gains[k] = per.tp * tp + per.fp * fp + per.tn * (negatives - fp) + per.fn * (positives - tp);
  }
  return gains;
}

/** The four cases over all groups, each under its chosen cut. */
export function totalCells(groups: readonly Cuts[], chosen: readonly number[]): Cells {
  return sumCells(groups.map((cuts, g) => cellsAt(cuts, chosen[g]!)));
}

/** The four cases of all rows that several disjoint ones count. */
export function sumCells(parts: readonly Cells[]): Cells {
  const total = { tp: 0, fp: 0, tn: 0, fn: 0 };
  for (const { tp, fp, tn, fn } of parts) {
    total.tp += tp;
    total.fp += fp;
    total.tn += tn;
    total.fn += fn;
  }
  return total;
}
