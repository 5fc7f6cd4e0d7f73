import type { Cells } from "@fairline/metrics";
import type { Cuts } from "../cuts.ts";
import type { CountMetric } from "./constraint.ts";
import type { LinearFraction } from "./objective.ts";
import { linearSum } from "./objective.ts";

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
  return Float64Array.from(cuts.thresholds, (_, k) => {
    const cells = cellsAt(cuts, k);
    const gain = linearSum(numerator, cells);
    return value === 0 ? gain : gain - value * linearSum(denominator, cells);
  });
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
