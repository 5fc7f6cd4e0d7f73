import { parityOf } from "../criterion.ts";
import type { Criterion } from "../metric.ts";
import { falsePositiveRate } from "../rate/false-positive-rate.ts";

/** Predictive equality: equalized odds for negative labels alone. */
export const predictiveEquality: Criterion = parityOf(falsePositiveRate, {
  name: "predictive_equality",
  label: "predictive equality",
  definition: "Every group has the same false positive rate.",
  source:
    'Corbett-Davies, Pierson, Feller, Goel and Huq, "Algorithmic decision making and the cost of fairness", KDD 2017, doi:10.1145/3097983.3098095',
  order: 25,
});
