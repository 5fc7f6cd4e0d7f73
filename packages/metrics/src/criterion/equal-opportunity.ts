import { parityOf } from "../criterion.ts";
import type { Criterion } from "../metric.ts";
import { truePositiveRate } from "../rate/true-positive-rate.ts";
import { HARDT } from "../sources.ts";

/** Equal opportunity: equalized odds for positive labels alone. */
export const equalOpportunity: Criterion = parityOf(truePositiveRate, {
  name: "equal_opportunity",
  label: "equal opportunity",
  definition: "Every group has the same true positive rate.",
  source: HARDT,
  order: 20,
});
