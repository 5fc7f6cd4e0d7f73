import { scoreMetric } from "../group-metric.ts";
import type { ScoreMetric } from "../metric.ts";
import { MOST_LOG_LOSS } from "../score-panel.ts";

/** The log loss, or cross-entropy. Scores of exactly 0 and 1 count as 2^-52 and 1 - 2^-52. */
export const logLoss: ScoreMetric = scoreMetric({
  name: "log_loss",
  label: "log loss",
  definition: "Mean negative log likelihood of the labels under the scores, in nats.",
  source:
    'Good, "Rational decisions", J. R. Stat. Soc. B 14 (1952), doi:10.1111/j.2517-6161.1952.tb00104.x',
  order: 210,
  unit: "number",
  range: [0, MOST_LOG_LOSS],
  better: "lower",
  needs: ["label", "score"],
  undefinedWhen: "no row has weight",
  compute: (scores) => scores.logLoss,
});
