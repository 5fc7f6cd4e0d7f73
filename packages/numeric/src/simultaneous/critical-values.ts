import { tailOf } from "../interval/interval.ts";
import { findRoot } from "../root/chandrupatla.ts";
import { normalQuantile } from "../special/normal-quantile.ts";
import { normalCdf } from "../special/normal.ts";
import { wholePower } from "../special/power.ts";
import { studentizedRangeCdf } from "../special/studentized-range.ts";
import type { FamilyShape } from "./gap-family.ts";

/** Critical values for the two ends of an interval of a largest gap. */
export interface CriticalValues {
  /** For the lower end: all comparisons are held to it at once. */
  readonly simultaneous: number;
  /** For the upper end: only the comparison that is truly the largest matters, whichever it is. */
  readonly single: number;
}

/**
 * The critical values with which {@link gapInterval} holds its level.
 *
 * The lower end is too high only if some comparison exceeds its true value by `simultaneous` standard errors: with
 * chance 1 - level where all groups are equal (Tukey's studentized range for pairs, conservative for groups of unequal
 * size by Hayter's theorem; Šidák's inequality for comparisons to overall and over several families), and with that of
 * one comparison where one gap stands out. The upper end is too low only if the truly largest comparison falls short,
 * whichever it is; that chance may be what the lower end leaves of 1 - level (Berger's intersection-union principle).
 *
 * Costs a millisecond; depends on the shapes alone, so compute it once for all figures of a grouping.
 *
 * @param families - One, or those whose gaps are put together: true and false positive rates for equalized odds.
 *   Those with fewer than two groups are left out.
 * @param level - In (0, 1): 0.95.
 * @returns NaN both where no family has two groups.
 * @throws RangeError if `level` is outside its range.
 * @see Hayter, "A proof of the conjecture that the Tukey-Kramer multiple comparisons procedure is conservative", Ann.
 *   Stat. 12 (1984), 61-75, doi:10.1214/aos/1176346392
 * @see Šidák, "Rectangular confidence regions for the means of multivariate normal distributions", J. Am. Stat. Assoc.
 *   62 (1967), 626-633, doi:10.1080/01621459.1967.10482935
 * @see Berger, "Multiparameter hypothesis testing and acceptance sampling", Technometrics 24 (1982), 295-300,
 *   doi:10.1080/00401706.1982.10487790
 */
export function criticalValues(families: readonly FamilyShape[], level: number): CriticalValues {
  const tail = tailOf(level);
  const compared = families.filter(({ groups }) => groups >= 2);
  if (compared.length === 0) return { simultaneous: Number.NaN, single: Number.NaN };
  const simultaneous = simultaneousCriticalValue(compared, tail);
  return { simultaneous, single: -normalQuantile(2 * tail - normalCdf(-simultaneous)) };
}

/**
 * The chance, where no family has a gap, that no comparison is off by more than `z` standard errors. 1 less it, at the
 * largest {@link GapFamily.statistic}, is the p-value of no gap.
 */
export function noGapCdf(families: readonly FamilyShape[], z: number): number {
  let product = 1;
  for (const { kind, groups } of families) {
    if (groups < 2) continue;
    product *=
      kind === "pairs"
        ? studentizedRangeCdf(z * Math.SQRT2, groups)
        : wholePower(1 - 2 * normalCdf(-z), contrasts(groups));
  }
  return product;
}

function simultaneousCriticalValue(families: readonly FamilyShape[], tail: number): number {
  const comparisons = families.reduce(
    (total, { kind, groups }) =>
      total + (kind === "pairs" ? (groups * (groups - 1)) / 2 : contrasts(groups)),
    0,
  );
  const one = -normalQuantile(tail);
  if (comparisons === 1) return one;
  const all = -normalQuantile(tail / comparisons);
  return findRoot((z) => noGapCdf(families, z) - (1 - 2 * tail), one, all);
}

/** Two groups are equally far from both together but for a factor: one comparison. */
function contrasts(groups: number): number {
  return groups === 2 ? 1 : groups;
}
