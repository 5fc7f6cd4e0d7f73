import { balancedAccuracyEstimate } from "@fairline/numeric";
import { cellMetric } from "../group-metric.ts";
import type { CellMetric } from "../metric.ts";
import { effectiveRate, NEGATIVE_ROWS, POSITIVE_ROWS } from "../statistics/evidence.ts";

/**
 * How often a group is selected where both labels count alike. AIF360's average odds difference is that of two groups in this
 * figure: gaps of either sign in the two rates can make up for one another.
 */
export const averageOdds: CellMetric = cellMetric({
  name: "average_odds",
  label: "average odds",
  definition: "Mean of true positive and false positive rate.",
  source:
    'Bellamy et al., "AI Fairness 360", IBM J. Res. Dev. 63 (2019), doi:10.1147/JRD.2019.2942287',
  order: 95,
  unit: "rate",
  range: [0, 1],
  better: null,
  needs: ["label", "prediction"],
  undefinedWhen: "the rows have one label only",
  denominators: [POSITIVE_ROWS, NEGATIVE_ROWS],
  interval:
    "Miettinen and Nurminen's score interval of true positive less true negative rate, carried over",
  estimate: (group) =>
    balancedAccuracyEstimate(
      effectiveRate(group, { of: ({ tp }) => tp, among: POSITIVE_ROWS }),
      effectiveRate(group, { of: ({ tn }) => tn, among: NEGATIVE_ROWS }),
    ),
  untested: true,
  compute: ({ tp, fp, tn, fn }) => (tp / (tp + fn) + fp / (fp + tn)) / 2,
});
