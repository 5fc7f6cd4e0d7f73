import { areaBetween, rocCurve } from "../between/curves.ts";
import { criterionOf, figureBetween } from "../between/figure.ts";
import { largestOfPairs, MOST_CURVES } from "../between/pairs.ts";
import type { Criterion } from "../metric.ts";
import { auc } from "../score/auc.ts";

/** The absolute between-ROC area. 0 only where the curves are the same, which equal areas under them do not say. */
export const abroca: Criterion = criterionOf(
  figureBetween({
    name: "abroca",
    label: "ABROCA",
    definition: "Largest area between the ROC curves of two groups, wherever either is above.",
    source:
      'Gardner, Brooks and Baker, "Evaluating the fairness of predictive student models through slicing analysis", LAK 2019, doi:10.1145/3303772.3303791',
    unit: "number",
    range: [0, 1],
    better: "lower",
    needs: ["label", "score"],
    undefinedWhen: `fewer than two groups have both labels, or there are more than ${String(MOST_CURVES)} groups`,
    untested: true,
    of: [auc],
    compute: ({ groups }) => {
      const curves = groups
        .map(({ scores }) => rocCurve(scores))
        .filter((curve) => curve !== undefined);
      return largestOfPairs(curves, areaBetween, MOST_CURVES);
    },
  }),
  { definition: "Every group has the same ROC curve.", order: 70 },
);
