import type { BetweenMetric, Comparison, Metric, Rate } from "./metric.ts";
import { accuracy } from "./rate/accuracy.ts";
import { falseNegativeRate } from "./rate/false-negative-rate.ts";
import { falsePositiveRate } from "./rate/false-positive-rate.ts";
import { selectionRate } from "./rate/selection-rate.ts";
import { trueNegativeRate } from "./rate/true-negative-rate.ts";
import { truePositiveRate } from "./rate/true-positive-rate.ts";

/*
 * Fairlearn's convention for what is undefined. A rate without a denominator is 0 and takes part; one group compares
 * with itself; of two aggregated comparisons of which one is undefined, the other may stand for both.
 */

/** The rates that Fairlearn computes itself. */
const RATES: readonly Rate[] = [
  selectionRate,
  accuracy,
  truePositiveRate,
  falsePositiveRate,
  trueNegativeRate,
  falseNegativeRate,
];

/** The figures that Fairlearn has among some of ours, by its convention, under names that begin with `fairlearn:`. */
export function fairlearnMetrics(own: readonly Metric[]): Metric[] {
  const rates = new Map(RATES.map((rate) => [rate.name, zeroWithoutDenominator(rate)]));
  return own.flatMap((metric): readonly Metric[] => {
    if (metric.scope === "group") {
      const rate = rates.get(metric.name);
      return rate === undefined ? [] : [rate];
    }
    const of = metric.of.flatMap(({ name }) => rates.get(name) ?? []);
    const { comparison } = metric;
    return comparison === null || of.length < metric.of.length
      ? []
      : [comparedByFairlearn(metric, comparison, of)];
  });
}

function zeroWithoutDenominator(rate: Rate): Rate {
  return {
    ...rate,
    ...named(rate),
    definition: definedAs(rate.definition),
    phrase: undefined,
    undefinedWhen: null,
    compute: (group) => {
      const value = rate.compute(group);
      return Number.isNaN(value) ? 0 : value;
    },
  };
}

function comparedByFairlearn(
  metric: BetweenMetric,
  comparison: Comparison,
  of: readonly Rate[],
): BetweenMetric {
  const { subject, aggregate } = metric;
  const { form } = comparison;
  return {
    ...metric,
    ...named(metric),
    definition: definedAs(metric.definition),
    undefinedWhen: form === "ratio" ? "the rate is 0 in every group" : null,
    of,
    subject: { ...subject, ...named(subject) },
    compute: (groups) => {
      const values = of.map((rate) =>
        comparison.compute(groups.values(rate), groups.overall(rate), 1),
      );
      return aggregate === "mean" ? meanAsPandas(values) : worstAsPython(values, form);
    },
    // Our own figure is the same where every group has every rate.
    gap: (groups) =>
      metric.of.every((rate) => groups.groups.every((group) => !Number.isNaN(rate.compute(group))))
        ? metric.gap(groups)
        : null,
  };
}

/** The worst of several comparisons as Python's `max` and `min` have it: the first, unless a later one is worse, which NaN never is. */
export function worstAsPython(values: readonly number[], form: Comparison["form"]): number {
  return values.reduce((kept, value) =>
    (form === "difference" ? value > kept : value < kept) ? value : kept,
  );
}

/** The mean of several comparisons as pandas has it: NaN is left out. */
export function meanAsPandas(values: readonly number[]): number {
  const found = values.filter((value) => !Number.isNaN(value));
  return found.reduce((sum, value) => sum + value, 0) / found.length;
}

function named({ name, label }: Pick<Metric, "name" | "label">): Pick<Metric, "name" | "label"> {
  return { name: `fairlearn:${name}`, label: `${label} (as Fairlearn)` };
}

function definedAs(definition: string): string {
  return `${definition.slice(0, -1)}; a rate without a denominator is 0, as in Fairlearn.`;
}
