import {
  attributeColumn,
  binaryLabels,
  partition,
  requireRowsOfSplit,
  rowWeights,
  tableMeta,
  takeRows,
} from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import type { Model } from "@fairline/model";
import type { ScoredRows } from "./cuts.ts";
import type { Missing } from "./missing.ts";
import { validationGroups } from "./validation-groups.ts";
import type { NeededLabel, ValidationGroup } from "./validation-groups.ts";

/** Scored validation rows of a weight above 0. */
export interface ValidationScores extends ScoredRows {
  /** The rows themselves, in the same order. */
  readonly table: Table;
}

/** Scored validation rows of a weight above 0, by group. */
export interface FitRows extends ValidationScores {
  readonly attribute: string;
  /** At least two. */
  readonly groups: readonly ValidationGroup[];
}

/** What {@link readFitRows} needs to know. */
export interface FitChoice {
  /** The column that says a row's group; the one with role `sensitive` if left out. */
  readonly attribute?: string | undefined;
  readonly missing: Missing;
  /** Labels that every group needs a row of. */
  readonly needed: readonly NeededLabel[];
}

/**
 * Scores the validation rows of a table that have a weight, and finds their groups.
 *
 * @throws FairlineError where the table has no validation rows, labels or groups to fit on, where its positive class is not the
 *   model's, and `VALUE_MISSING` where rows to be decided later have no group and are to be refused.
 */
export async function readFitRows(
  table: Table,
  model: Model,
  { attribute: named, missing, needed }: FitChoice,
): Promise<FitRows> {
  const attribute = attributeColumn(table, named);
  requireSameClass(table, model);
  const labels = binaryLabels(table);
  const rows = requireRowsOfSplit(table, "validation");
  const weights = rowWeights(table, rows);
  const groups = validationGroups(table, attribute, { rows, labels, weights }, needed);
  if (missing === "refuse") requireGroups(table, attribute, rows);
  return { attribute, groups, ...(await scored(table, model, { rows, labels, weights })) };
}

/** Scores the validation rows of a table that have a weight. @throws FairlineError as {@link readFitRows} */
export async function readValidationScores(table: Table, model: Model): Promise<ValidationScores> {
  requireSameClass(table, model);
  const labels = binaryLabels(table);
  const rows = requireRowsOfSplit(table, "validation");
  return await scored(table, model, { rows, labels, weights: rowWeights(table, rows) });
}

/** Every position of some rows. */
export function everyRow({ scores }: ScoredRows): Uint32Array {
  return Uint32Array.from(scores.keys());
}

async function scored(
  table: Table,
  model: Model,
  {
    rows,
    labels,
    weights,
  }: {
    readonly rows: Uint32Array;
    readonly labels: Uint8Array;
    readonly weights: Float64Array;
  },
): Promise<ValidationScores> {
  const weighed = rows.filter((row) => weights[row]! > 0);
  const taken = takeRows(table, weighed);
  return {
    table: taken,
    scores: await model.score(taken),
    labels: Uint8Array.from(weighed, (row) => labels[row]!),
    weights: Float64Array.from(weighed, (row) => weights[row]!),
  };
}

function requireGroups(table: Table, attribute: string, rows: Uint32Array): void {
  const { codes } = partition(table, [attribute], { missing: "omit" });
  const without = rows.filter((row) => codes[row]! < 0);
  const [first] = without;
  if (first === undefined) return;
  throw new FairlineError(
    "VALUE_MISSING",
    `"${attribute}" is missing in ${String(without.length)} of ${String(rows.length)} validation rows, first in row ${String(first + 1)}, and missing: refuse refuses them`,
    {
      hint: "Say what becomes of such rows (missing: overall, or missing: model), or fill them in or leave them out in a clean stage.",
    },
  );
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
