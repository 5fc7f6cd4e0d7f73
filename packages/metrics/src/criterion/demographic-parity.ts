import { parityOf } from "../criterion.ts";
import type { Criterion } from "../metric.ts";
import { selectionRate } from "../rate/selection-rate.ts";

/** Demographic parity, also statistical parity. It asks nothing of the labels. */
export const demographicParity: Criterion = parityOf(selectionRate, {
  name: "demographic_parity",
  label: "demographic parity",
  definition: "Every group has the same selection rate.",
  source:
    'Dwork et al., "Fairness through awareness", ITCS 2012, doi:10.1145/2090236.2090255; as in Fairlearn',
  order: 10,
});
