import { benefitParts } from "../between/benefit-parts.ts";
import { figureBetween } from "../between/figure.ts";
import type { BetweenMetric, Criterion } from "../metric.ts";
import { generalizedEntropy } from "../rate/generalized-entropy.ts";
import { meanResidual } from "../rate/mean-residual.ts";
import { SPEICHER } from "../sources.ts";
import { generalizedEntropyOf } from "../statistics/benefits.ts";

const shared = {
  source: SPEICHER,
  unit: "number",
  range: [0, Infinity],
  better: "lower",
  needs: ["label", "prediction"],
  undefinedWhen: "fewer than two groups have rows, or every row is positive and none is selected",
} as const;

/** What of the generalized entropy of benefits lies between groups: that of the groups' mean benefits. */
const between: BetweenMetric = figureBetween({
  ...shared,
  name: "generalized_entropy_between",
  label: "generalized entropy between groups",
  definition:
    "The generalized entropy that would be left if every row had the mean benefit of its group.",
  of: [meanResidual],
  compute: ({ groups }) =>
    benefitParts(groups, ({ share, ratio }) => (share * (ratio - 1) * (ratio - 1)) / 2),
});

/** The rest, which lies between the rows of one group. */
const within: BetweenMetric = figureBetween({
  ...shared,
  name: "generalized_entropy_within",
  label: "generalized entropy within groups",
  definition: "The generalized entropy of all rows less that between groups.",
  untested: true,
  of: [generalizedEntropy],
  compute: ({ groups }) =>
    benefitParts(groups, ({ share, ratio, cells }) =>
      ratio > 0 ? share * ratio * ratio * generalizedEntropyOf(cells) : 0,
    ),
});

/** The generalized entropy of benefits in two parts, which add up to that of all rows. */
export const generalizedEntropyParts: Criterion = {
  name: "generalized_entropy_parts",
  label: "generalized entropy between and within groups",
  definition: "Every group has the same mean benefit, which is prediction less label plus 1.",
  source: SPEICHER,
  order: 84,
  metrics: [between, within],
};
