import {
  attributeColumn,
  binaryLabels,
  categoryColumn,
  makeTable,
  numberColumn,
  requireRowsOfSplit,
  rowWeights,
  tableMeta,
  takeRows,
} from "@fairline/arrow";
import type { NumberColumn, Table } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import type { StageContext } from "@fairline/core";
import { accuracy, selectionRate, truePositiveRate } from "@fairline/metrics";
import type { DecisionRule, Model } from "@fairline/model";
import type { ScoredRows } from "./cuts.ts";
import { fitNotes } from "./fit-notes.ts";
import type { NamedThreshold } from "./fit-notes.ts";
import { fitThresholds } from "./threshold-fit.ts";
import type { FittedThreshold } from "./threshold-fit.ts";
import type { ThresholdParams } from "./threshold.stage.ts";
import { validationGroups } from "./validation-groups.ts";

/**
 * Fits thresholds for the scores of a model on the validation rows of a table. Rows of weight 0 do not count.
 *
 * @param model - Is disposed of.
 * @returns The model under its new rule, and what the rule does to the validation rows.
 */
export async function fitModel(
  table: Table,
  model: Model,
  params: ThresholdParams,
  context: Pick<StageContext, "log">,
): Promise<{ model: Model; fit: Table }> {
  try {
    const attribute = attributeColumn(table, params.attribute);
    requireSameClass(table, model);
    const labels = binaryLabels(table);
    const split = requireRowsOfSplit(table, "validation");
    const weights = rowWeights(table, split);
    const groups = validationGroups(
      table,
      attribute,
      { rows: split, labels, weights },
      params.constraint,
    );
    const validation = split.filter((row) => weights[row]! > 0);
    const rows: ScoredRows = {
      scores: await model.score(takeRows(table, validation)),
      labels: Uint8Array.from(validation, (row) => labels[row]!),
      weights: Float64Array.from(validation, (row) => weights[row]!),
    };
    const members = groups.map((group) => group.members);
    if (params.objective === "balanced-accuracy") requireBothLabels(rows, members);
    const fit = fitThresholds(rows, members, params);
    const named = groups.map(({ name }, g) => ({ name, ...fit.groups[g]! }));
    const found = { attribute, groups: named, fit };
    for (const { level, message } of fitNotes(found, params)) context.log(level, message);
    return {
      model: model.withRule(ruleOf(attribute, named, fit.otherwise)),
      fit: fitTable(attribute, named, fit.otherwise),
    };
  } finally {
    model.dispose();
  }
}

function ruleOf(
  attribute: string,
  groups: readonly NamedThreshold[],
  otherwise: FittedThreshold,
): DecisionRule {
  return {
    kind: "group-thresholds",
    attribute,
    thresholds: Object.fromEntries(groups.map(({ name, threshold }) => [name, threshold])),
    otherwise: otherwise.threshold,
  };
}

/** One row per group, then one without a group for the threshold of everybody else, on all validation rows. */
function fitTable(
  attribute: string,
  groups: readonly NamedThreshold[],
  otherwise: FittedThreshold,
): Table {
  const fits = [...groups, otherwise];
  const figures = (figure: (fit: FittedThreshold) => number): NumberColumn =>
    numberColumn(fits.map(figure));
  const counts = (count: (fit: FittedThreshold) => number): NumberColumn =>
    numberColumn(fits.map(count), { integer: true });
  return makeTable([
    { name: "attribute", column: categoryColumn(fits.map(() => attribute)) },
    { name: "group", column: categoryColumn([...groups.map(({ name }) => name), null]) },
    { name: "threshold", column: figures((fit) => fit.threshold) },
    { name: "n", column: counts((fit) => fit.counts.n) },
    { name: "positives", column: counts((fit) => fit.positives) },
    { name: "selection_rate", column: figures((fit) => selectionRate.compute(fit)) },
    { name: "true_positive_rate", column: figures((fit) => truePositiveRate.compute(fit)) },
    { name: "accuracy", column: figures((fit) => accuracy.compute(fit)) },
  ]);
}

function requireSameClass(table: Table, model: Model): void {
  const { positive } = tableMeta(table);
  if (positive === undefined || positive === model.positive) return;
  throw new FairlineError(
    "VALUE_INVALID",
    `the positive class of the table is "${positive}", that of the model "${model.positive}"`,
    { hint: "Give the stage the table that the model was trained on." },
  );
}

function requireBothLabels({ labels }: ScoredRows, groups: readonly Uint32Array[]): void {
  const found = new Set(groups.flatMap((members) => Array.from(members, (row) => labels[row]!)));
  if (found.size === 2) return;
  throw new FairlineError(
    "VALUE_INVALID",
    `all validation rows with a group have the same label, but balanced-accuracy needs both`,
    { hint: "Split by label in the clean stage, or choose objective: accuracy." },
  );
}
