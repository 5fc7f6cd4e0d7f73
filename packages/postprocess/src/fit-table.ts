import { categoryColumn, makeTable, numberColumn } from "@fairline/arrow";
import type { NamedColumn, NumberColumn, Table } from "@fairline/arrow";
import { accuracy, selectionRate, truePositiveRate } from "@fairline/metrics";
import type { ChanceSteps } from "@fairline/model";
import { isThreshold } from "./group-rule.ts";
import type { NamedRule } from "./fit-notes.ts";
import type { FittedRule } from "./threshold-fit.ts";
import type { CountMetric } from "./search/constraint.ts";
import { constrainedMetrics } from "./search/constraint.ts";

/** The figures that a fit table has of each group. */
const FIGURES: readonly CountMetric[] = [
  selectionRate,
  truePositiveRate,
  ...constrainedMetrics(["false_positive_rate", "positive_predictive_value"]),
  accuracy,
];

/** One row per group, then one without a group for the rule of everybody else, if there is one, on all validation rows. */
export function fitTable(
  attribute: string,
  groups: readonly NamedRule[],
  otherwise: FittedRule | null,
): Table {
  const fits = otherwise === null ? groups : [...groups, otherwise];
  const counts = (count: (fit: FittedRule) => number): NumberColumn =>
    numberColumn(fits.map(count), { integer: true });
  return makeTable([
    { name: "attribute", column: categoryColumn(fits.map(() => attribute)) },
    { name: "group", column: categoryColumn(fits.map((_, g) => groups[g]?.name ?? null)) },
    ruleColumn(fits.map(({ chances }) => chances)),
    { name: "n", column: counts((fit) => fit.counts.n) },
    { name: "positives", column: counts((fit) => fit.positives) },
    ...FIGURES.map(({ name, compute }) => ({ name, column: numberColumn(fits.map(compute)) })),
  ]);
}

/** Thresholds as numbers; chances in words, where something is drawn. */
function ruleColumn(rules: readonly ChanceSteps[]): NamedColumn {
  if (rules.every(isThreshold)) {
    return { name: "threshold", column: numberColumn(rules.map(([step]) => step!.from)) };
  }
  return { name: "chances", column: categoryColumn(rules.map(chanceWords)) };
}

/** `1 from 0.62, 0.4 from 0.55`. */
function chanceWords(steps: ChanceSteps): string {
  return steps
    .map(({ from, chance }) => `${String(+chance.toFixed(6))} from ${String(+from.toFixed(6))}`)
    .join(", ");
}
