import { portableLog } from "@fairline/numeric";
import { benefitParts } from "../between/benefit-parts.ts";
import { figureBetween } from "../between/figure.ts";
import type { BetweenMetric, Criterion } from "../metric.ts";
import { theilIndex } from "../rate/theil-index.ts";
import { meanResidual } from "../rate/mean-residual.ts";
import { SPEICHER } from "../sources.ts";
import { theilOf } from "../statistics/benefits.ts";

const shared = {
  source: SPEICHER,
  unit: "number",
  range: [0, Infinity],
  better: "lower",
  needs: ["label", "prediction"],
  undefinedWhen: "fewer than two groups have rows, or every row is positive and none is selected",
} as const;

/** What of the Theil index of benefits lies between groups: that of the groups' mean benefits. */
const between: BetweenMetric = figureBetween({
  ...shared,
  name: "theil_index_between",
  label: "Theil index between groups",
  definition: "The Theil index that would be left if every row had the mean benefit of its group.",
  of: [meanResidual],
  compute: ({ groups }) =>
    benefitParts(groups, ({ share, ratio }) =>
      ratio > 0 ? share * ratio * portableLog(ratio) : 0,
    ),
});

/** The rest, which lies between the rows of one group. */
const within: BetweenMetric = figureBetween({
  ...shared,
  name: "theil_index_within",
  label: "Theil index within groups",
  definition: "The Theil index of all rows less that between groups.",
  untested: true,
  of: [theilIndex],
  compute: ({ groups }) =>
    benefitParts(groups, ({ share, ratio, cells }) =>
      ratio > 0 ? share * ratio * theilOf(cells) : 0,
    ),
});

/** The Theil index of benefits in two parts, which add up to that of all rows. */
export const theilParts: Criterion = {
  name: "theil_parts",
  label: "Theil index between and within groups",
  definition: "Every group has the same mean benefit, which is prediction less label plus 1.",
  source: SPEICHER,
  order: 86,
  metrics: [between, within],
};
