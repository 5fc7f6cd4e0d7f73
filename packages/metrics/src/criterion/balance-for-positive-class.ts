import { parityOf } from "../criterion.ts";
import type { Criterion } from "../metric.ts";
import { generalizedTruePositiveRate } from "../score/generalized-true-positive-rate.ts";
import { KLEINBERG } from "../sources.ts";

/** Balance for the positive class: equal opportunity of scores. */
export const balanceForPositiveClass: Criterion = parityOf(generalizedTruePositiveRate, {
  name: "balance_for_positive_class",
  label: "balance for the positive class",
  definition: "Positive rows have the same mean score in every group.",
  source: KLEINBERG,
  order: 36,
});
