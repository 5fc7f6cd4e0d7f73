import { meanMetric } from "../group-metric.ts";
import type { MeanMetric } from "../metric.ts";

/** The mean score: the selection rate of decisions that are drawn with the score as their chance. */
export const meanScore: MeanMetric = meanMetric({
  name: "mean_score",
  label: "mean score",
  definition: "Mean of the scores.",
  source: "A mean, as in any textbook.",
  order: 230,
  unit: "number",
  range: [0, 1],
  better: null,
  needs: ["score"],
  undefinedWhen: "no row has weight",
  of: (_, score) => score,
});
