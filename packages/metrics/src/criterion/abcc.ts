import { cumulativeArea } from "../between/curves.ts";
import { criterionOf, figureBetween } from "../between/figure.ts";
import { largestOfPairs, MOST_CURVES } from "../between/pairs.ts";
import type { Criterion } from "../metric.ts";
import { meanScore } from "../score/mean-score.ts";

/** The area between cumulative curves: demographic parity of scores, whatever the threshold. At least the difference of mean scores. */
export const abcc: Criterion = criterionOf(
  figureBetween({
    name: "abcc",
    label: "ABCC",
    definition: "Largest area between the cumulative distributions of scores of two groups.",
    source:
      'Han et al., "Retiring ΔDP: new distribution-level metrics for demographic parity", TMLR 2023, arXiv:2301.13443',
    unit: "number",
    range: [0, 1],
    better: "lower",
    needs: ["score"],
    undefinedWhen: `fewer than two groups have rows, or there are more than ${String(MOST_CURVES)} groups`,
    untested: true,
    of: [meanScore],
    compute: ({ groups }) => {
      const scored = groups.map(({ scores }) => scores).filter(({ score }) => score.length > 0);
      return largestOfPairs(scored, cumulativeArea, MOST_CURVES);
    },
  }),
  { definition: "Every group has the same distribution of scores.", order: 72 },
);
