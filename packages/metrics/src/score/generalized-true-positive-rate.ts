import { influenceMetric } from "../influence-metric.ts";
import type { ScoreMetric } from "../metric.ts";
import { KLEINBERG } from "../sources.ts";
import { POSITIVE_ROWS } from "../statistics/evidence.ts";
import { influencesOnMean, meanOfLabel } from "../statistics/mean-of-label.ts";

/** The true positive rate of decisions that are drawn with the score as their chance, as AIF360 calls it. */
export const generalizedTruePositiveRate: ScoreMetric = influenceMetric({
  name: "generalized_true_positive_rate",
  label: "mean score of positives",
  definition: "Mean score of the rows with a positive label.",
  source: KLEINBERG,
  order: 232,
  unit: "number",
  range: [0, 1],
  better: "higher",
  needs: ["label", "score"],
  undefinedWhen: "no row has a positive label",
  denominators: [POSITIVE_ROWS],
  compute: (scores) => meanOfLabel(scores, 1).mean,
  influence: (scores) => influencesOnMean(scores, 1),
});
