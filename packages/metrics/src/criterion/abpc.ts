import { areaBetween, densityCurve } from "../between/curves.ts";
import { criterionOf, figureBetween } from "../between/figure.ts";
import { largestOfPairs, MOST_CURVES } from "../between/pairs.ts";
import type { Criterion } from "../metric.ts";
import { meanScore } from "../score/mean-score.ts";

/** The area between probability density curves. It depends on how the densities are estimated; ABCC does not. */
export const abpc: Criterion = criterionOf(
  figureBetween({
    name: "abpc",
    label: "ABPC",
    definition: "Largest area between the densities of scores of two groups, by Gaussian kernels.",
    source:
      'Han et al., "Retiring ΔDP: new distribution-level metrics for demographic parity", TMLR 2023, arXiv:2301.13443',
    unit: "number",
    range: [0, 2],
    better: "lower",
    needs: ["score"],
    undefinedWhen: `fewer than two groups have scores that differ, or there are more than ${String(MOST_CURVES)} groups`,
    untested: true,
    of: [meanScore],
    compute: ({ groups }) => {
      const curves = groups
        .map(({ scores }) => densityCurve(scores))
        .filter((curve) => curve !== undefined);
      return largestOfPairs(curves, areaBetween, MOST_CURVES);
    },
  }),
  { definition: "Every group has the same distribution of scores.", order: 74 },
);
