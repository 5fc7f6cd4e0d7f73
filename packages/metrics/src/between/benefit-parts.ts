import { sumConfusions } from "../confusion.ts";
import type { Cells } from "../confusion.ts";
import { meanBenefit } from "../statistics/benefits.ts";
import { ALL_ROWS } from "../statistics/evidence.ts";
import type { GroupStatistics } from "../statistics/statistics.ts";

/** A group's part in an inequality of benefits. */
interface BenefitGroup {
  /** Of all weight. */
  readonly share: number;
  /** Its mean benefit over that of all rows. */
  readonly ratio: number;
  readonly cells: Cells;
}

/** Sums a part over the groups that have weight. NaN for fewer than two of them, and where no row has a benefit. */
export function benefitParts(
  groups: readonly GroupStatistics[],
  part: (group: BenefitGroup) => number,
): number {
  const counts = groups.map((group) => group.counts).filter((cells) => ALL_ROWS(cells) > 0);
  const all = sumConfusions(counts);
  const mean = meanBenefit(all);
  if (counts.length < 2 || !(mean > 0)) return Number.NaN;
  const total = counts.reduce(
    (sum, cells) =>
      sum +
      part({ share: ALL_ROWS(cells) / ALL_ROWS(all), ratio: meanBenefit(cells) / mean, cells }),
    0,
  );
  // Not negative but for rounding.
  return Math.max(0, total);
}
