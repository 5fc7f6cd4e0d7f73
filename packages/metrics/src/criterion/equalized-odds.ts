import { meanOf, worst } from "../between/aggregate.ts";
import { gapOf, COMPARISONS, sentence } from "../between/comparisons.ts";
import type { BetweenMetric, Comparison, Criterion } from "../metric.ts";
import { falsePositiveRate } from "../rate/false-positive-rate.ts";
import { truePositiveRate } from "../rate/true-positive-rate.ts";
import { HARDT } from "../sources.ts";

const RATES = [truePositiveRate, falsePositiveRate] as const;

/** Equalized odds: two rates, compared each; the figure is the worse of the two comparisons, or their mean. */
export const equalizedOdds: Criterion = {
  name: "equalized_odds",
  label: "equalized odds",
  definition: "Every group has the same true positive rate and the same false positive rate.",
  source: HARDT,
  order: 30,
  metrics: COMPARISONS.flatMap((comparison) => [
    figure(comparison, "worst"),
    figure(comparison, "mean"),
  ]),
};

function figure(comparison: Comparison, aggregate: "worst" | "mean"): BetweenMetric {
  const { form } = comparison;
  const isMean = aggregate === "mean";
  const name = `equalized_odds_${isMean ? comparison.name.replace(form, `${form}_mean`) : comparison.name}`;
  const which = isMean ? "mean" : form === "ratio" ? "smaller" : "larger";
  return {
    scope: "between-groups",
    name,
    label: name.replaceAll("_", " "),
    definition: sentence(
      `the ${which} of two figures, for the true and the false positive rate: ${comparison.definition("rate")}`,
    ),
    source: HARDT,
    unit: comparison.unit(truePositiveRate),
    range: comparison.range(truePositiveRate),
    better: comparison.better,
    needs: truePositiveRate.needs,
    undefinedWhen: comparison.undefinedWhen,
    of: RATES,
    comparison,
    aggregate,
    subject: {
      name: isMean ? "equalized_odds_mean" : "equalized_odds",
      label: isMean ? "equalized odds mean" : "equalized odds",
      isCriterion: true,
    },
    compute: (groups) => {
      const values = RATES.map((rate) =>
        comparison.compute(groups.values(rate), groups.overall(rate)),
      );
      return isMean ? meanOf(values) : worst(values, form);
    },
    gap: (groups) => gapOf(RATES, comparison, { groups, combine: isMean ? "mean" : "largest" }),
  };
}
