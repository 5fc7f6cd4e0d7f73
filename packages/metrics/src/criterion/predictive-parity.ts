import { parityOf } from "../criterion.ts";
import type { Criterion } from "../metric.ts";
import { positivePredictiveValue } from "../rate/positive-predictive-value.ts";

/** Predictive parity: a selected row is as likely to be positive in every group. */
export const predictiveParity: Criterion = parityOf(positivePredictiveValue, {
  name: "predictive_parity",
  label: "predictive parity",
  definition: "Every group has the same positive predictive value.",
  source:
    'Chouldechova, "Fair prediction with disparate impact: a study of bias in recidivism prediction instruments", Big Data 5 (2017), 153-163, doi:10.1089/big.2016.0047',
  order: 32,
});
