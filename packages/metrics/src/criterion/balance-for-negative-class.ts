import { parityOf } from "../criterion.ts";
import type { Criterion } from "../metric.ts";
import { generalizedFalsePositiveRate } from "../score/generalized-false-positive-rate.ts";
import { KLEINBERG } from "../sources.ts";

/** Balance for the negative class: predictive equality of scores. */
export const balanceForNegativeClass: Criterion = parityOf(generalizedFalsePositiveRate, {
  name: "balance_for_negative_class",
  label: "balance for the negative class",
  definition: "Negative rows have the same mean score in every group.",
  source: KLEINBERG,
  order: 38,
});
