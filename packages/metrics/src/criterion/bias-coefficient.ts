import { averageEstimate } from "@fairline/numeric";
import { criterionOf, figureBetween } from "../between/figure.ts";
import type { Criterion } from "../metric.ts";
import { meanResidual } from "../rate/mean-residual.ts";

/** The bias coefficient: whether groups are selected less often than they are labelled positive, each group counting alike. */
export const biasCoefficient: Criterion = criterionOf(
  figureBetween({
    name: "bias_coefficient",
    label: "bias coefficient",
    definition: "Mean over groups of their mean of label less prediction, whatever their sizes.",
    source: "The mean of the mean residuals of groups, unweighted.",
    unit: "points",
    range: [-1, 1],
    better: null,
    needs: ["label", "prediction"],
    undefinedWhen: "fewer than two groups have rows",
    untested: true,
    of: [meanResidual],
    compute: (groups) => {
      const found = groups.values(meanResidual).filter((value) => !Number.isNaN(value));
      return found.length < 2
        ? Number.NaN
        : found.reduce((sum, value) => sum + value, 0) / found.length;
    },
    estimate: (groups) =>
      averageEstimate(groups.estimates(meanResidual).filter(({ value }) => !Number.isNaN(value))),
  }),
  { definition: "Over the groups, labels and predictions are positive as often.", order: 80 },
);
