import type { Cells } from "@fairline/metrics";
import type { Cuts } from "./cuts.ts";
import { figureByCut } from "./search/counted-cuts.ts";
import type { CountMetric } from "./search/constraint.ts";
import { ROUNDING } from "./search/tolerance.ts";

/**
 * The cut that lifts a group to a rate at the least cost: of all that reach it and select nobody less than before, the one
 * with the most rows decided rightly; of those, the one that selects the fewest.
 *
 * @param cuts - Of a group.
 * @param rate - Rises as more are selected, to 1 for everybody: the selection rate, or the true positive rate.
 * @param least - In [0, 1].
 * @param own - The group's counts as it is decided now.
 * @returns The position of the cut; undefined where the group has the rate already.
 * @see Mittelstadt, Wachter and Russell (2023), section 5: minimum rates in place of equal ones.
 */
export function liftedCut(
  cuts: Cuts,
  rate: CountMetric,
  { least, own }: { readonly least: number; readonly own: Cells },
): number | undefined {
  if (rate.compute({ counts: { n: 0, ...own } }) >= least - ROUNDING) return undefined;
  const rates = figureByCut(cuts, rate);
  let best: number | undefined;
  let most = -Infinity;
  for (const [k, reached] of rates.entries()) {
    const selected = cuts.truePositive[k]! + cuts.falsePositive[k]!;
    const right = cuts.truePositive[k]! - cuts.falsePositive[k]!;
    if (selected < own.tp + own.fp - ROUNDING || reached < least - ROUNDING || right <= most)
      continue;
    best = k;
    most = right;
  }
  return best;
}
