import { normalCdf, worstGroupInterval } from "@fairline/numeric";
import { sentence } from "../between/comparisons.ts";
import { extremes } from "../between/extremes.ts";
import { figureBetween } from "../between/figure.ts";
import type { BetweenMetric, Criterion, GroupMetric } from "../metric.ts";
import { accuracy } from "../rate/accuracy.ts";
import { balancedAccuracy } from "../rate/balanced-accuracy.ts";
import { falseNegativeRate } from "../rate/false-negative-rate.ts";
import { falsePositiveRate } from "../rate/false-positive-rate.ts";
import { positivePredictiveValue } from "../rate/positive-predictive-value.ts";
import { truePositiveRate } from "../rate/true-positive-rate.ts";
import { auc } from "../score/auc.ts";
import { logLoss } from "../score/log-loss.ts";

const SOURCE =
  'Sagawa, Koh, Hashimoto and Liang, "Distributionally robust neural networks for group shifts", ICLR 2020, arXiv:1911.08731';

/** How well the group fares that fares worst: the worst slice of the rows. It says nothing of how far groups are apart. */
export const worstGroup: Criterion = {
  name: "worst_group",
  label: "worst group",
  definition: "The group that fares worst fares well enough.",
  source: SOURCE,
  order: 90,
  metrics: [
    accuracy,
    balancedAccuracy,
    truePositiveRate,
    falsePositiveRate,
    falseNegativeRate,
    positivePredictiveValue,
    auc,
    logLoss,
  ].map(worstOf),
};

function worstOf(metric: GroupMetric): BetweenMetric {
  const { name, label, unit, range, better, needs } = metric;
  const worst = better === "higher" ? "lowest" : "highest";
  const worstIn = (values: Float64Array): number => {
    const { least, greatest } = extremes(values, 1);
    return better === "higher" ? least : greatest;
  };
  return figureBetween({
    name: `worst_group_${name}`,
    label: `worst group's ${label}`,
    definition: sentence(`${worst} ${label} of a group`),
    source: SOURCE,
    unit,
    range,
    better,
    needs,
    undefinedWhen: "no group has a figure",
    untested: true,
    of: [metric],
    compute: (groups) => worstIn(groups.values(metric)),
    estimate: ({ groups }) => {
      const estimates = groups.map((group) => metric.estimate(group, "clopper-pearson"));
      return {
        value: worstIn(Float64Array.from(estimates, ({ value }) => value)),
        standardError: Number.NaN,
        // An interval of the other groups would not hold the figure of one without.
        interval: (z) =>
          estimates.some((each) => !Number.isNaN(each.value) && Number.isNaN(each.interval(z).low))
            ? { low: Number.NaN, high: Number.NaN }
            : worstGroupInterval(estimates, worst, 1 - 2 * normalCdf(-z)),
      };
    },
  });
}
