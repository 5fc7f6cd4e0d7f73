import { parityOf } from "../criterion.ts";
import type { Criterion } from "../metric.ts";
import { errorRatio } from "../rate/error-ratio.ts";
import { BERK } from "../sources.ts";

/** Treatment equality: the errors that are made are of the same kind in every group, however many there are. */
export const treatmentEquality: Criterion = parityOf(errorRatio, {
  name: "treatment_equality",
  label: "treatment equality",
  definition: "Every group has as many false negatives for each false positive.",
  source: BERK,
  order: 34,
});
