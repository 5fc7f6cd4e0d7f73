import { parityOf } from "../criterion.ts";
import type { Criterion } from "../metric.ts";
import { scoreEntropy } from "../score/score-entropy.ts";

/**
 * Fairness in uncertainty: the model is as sure of its scores in every group. Of the published measures the one of predictive
 * uncertainty, which for a single model is the entropy of its scores; its parts need several models of the same rows.
 */
export const uncertaintyFairness: Criterion = parityOf(scoreEntropy, {
  name: "uncertainty_fairness",
  label: "uncertainty fairness",
  definition: "Scores have the same mean entropy in every group.",
  source:
    'Kuzucu, Cheong, Gunes and Kalkan, "Uncertainty as a fairness measure", J. Artif. Intell. Res. 81 (2024), 307-335, arXiv:2312.11299',
  order: 60,
});
