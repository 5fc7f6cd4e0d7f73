import { influenceMetric } from "../influence-metric.ts";
import type { ScoreMetric } from "../metric.ts";
import { KLEINBERG } from "../sources.ts";
import { NEGATIVE_ROWS } from "../statistics/evidence.ts";
import { influencesOnMean, meanOfLabel } from "../statistics/mean-of-label.ts";

/** The false positive rate of decisions that are drawn with the score as their chance, as AIF360 calls it. */
export const generalizedFalsePositiveRate: ScoreMetric = influenceMetric({
  name: "generalized_false_positive_rate",
  label: "mean score of negatives",
  definition: "Mean score of the rows with a negative label.",
  source: KLEINBERG,
  order: 234,
  unit: "number",
  range: [0, 1],
  better: "lower",
  needs: ["label", "score"],
  undefinedWhen: "no row has a negative label",
  denominators: [NEGATIVE_ROWS],
  compute: (scores) => meanOfLabel(scores, 0).mean,
  influence: (scores) => influencesOnMean(scores, 0),
});
