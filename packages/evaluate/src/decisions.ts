import {
  columnsWithRole,
  columnWithRole,
  readClasses,
  readScores,
  rowWeights,
  tableMeta,
  takeRows,
} from "@fairline/arrow";
import type { Classes, Table } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import type { JsonValue, Role } from "@fairline/core";
import { decide } from "@fairline/model";
import type { Model } from "@fairline/model";
import { inOwnUnit } from "./sample.ts";
import type { Sample } from "./sample.ts";

/** What was decided on the evaluated rows, and by what. */
export interface Decisions {
  readonly sample: Sample;
  readonly classes: Classes;
  /** The label's column; null where the truth is not known. */
  readonly label: string | null;
  /** What decided: a model, the prediction column, or a threshold on the score column; `none` where nothing did. */
  readonly decidedBy: "model" | "prediction" | "score" | "none";
  /** The model's summary; null where the table held the decisions. */
  readonly model: JsonValue;
  /** Counts values that the model has not learnt from; undefined where there are none, or no model. */
  readonly unfamiliar: string | undefined;
}

/** How decisions are read. */
export interface DecisionChoice {
  /** Decides on the rows; without it the table holds the decisions. */
  readonly model: Model | undefined;
  /** Turns scores into predictions where the table holds no predictions, in [0, 1]. */
  readonly threshold: number;
}

/**
 * Reads labels, weights and decisions of some rows.
 *
 * @param rows - Row numbers in `table`.
 * @throws FairlineError `TASK_UNSUPPORTED` unless the task is binary and the favourable word in labels and
 *   predictions is known, `ROLE_MISSING` where there is neither a label nor a decision, and as {@link readClasses}, {@link readScores} and {@link rowWeights}.
 */
export async function readDecisions(
  table: Table,
  rows: Uint32Array,
  { model, threshold }: DecisionChoice,
): Promise<Decisions> {
  const name = columnIf(table, "label");
  const classes = classesOf(table, model);
  const label = name === undefined ? undefined : readClasses(table, name, classes, rows);
  const decided =
    model === undefined
      ? decisionsOfTable(table, rows, label?.classes ?? classes, threshold)
      : await decisionsOfModel(table, rows, model);
  if (label === undefined && decided.prediction === undefined) throw nothingToEvaluate();
  return {
    sample: {
      n: rows.length,
      y: label?.values,
      prediction: decided.prediction,
      score: decided.score,
      weight: weightsAt(table, rows),
    },
    classes: decided.classes ?? label?.classes ?? classes,
    label: name ?? null,
    decidedBy: decided.by,
    model: model === undefined ? null : summaryOf(model),
    unfamiliar: decided.unfamiliar,
  };
}

interface Decided {
  readonly by: Decisions["decidedBy"];
  readonly prediction: Uint8Array | undefined;
  readonly score: Float64Array | undefined;
  readonly classes?: Classes;
  readonly unfamiliar?: string | undefined;
}

async function decisionsOfModel(table: Table, rows: Uint32Array, model: Model): Promise<Decided> {
  const evaluated = takeRows(table, rows);
  const score = await model.score(evaluated);
  requireScores(score, rows);
  const { positive, negative } = model;
  const prediction = decide(model.rule, score, evaluated);
  const unfamiliar = model.unfamiliarValues(evaluated);
  return { by: "model", score, prediction, classes: { positive, negative }, unfamiliar };
}

/** A row without a score has no decision, not a negative one. */
function requireScores(score: Float64Array, rows: Uint32Array): void {
  const missing = score.filter(Number.isNaN).length;
  if (missing === 0) return;
  const first = rows[score.findIndex(Number.isNaN)]!;
  throw new FairlineError(
    "VALUE_INVALID",
    `the model gives no score for ${String(missing)} of ${String(score.length)} rows, the first of which is row ${String(first + 1)}`,
    {
      hint: "Look for missing or extreme values of its features in that row; impute or filter them in a clean stage.",
    },
  );
}

function decisionsOfTable(
  table: Table,
  rows: Uint32Array,
  classes: Classes,
  threshold: number,
): Decided {
  const [prediction, score] = [columnIf(table, "prediction"), columnIf(table, "score")];
  const scores =
    score === undefined ? undefined : readScores(table, score, { rows, missing: "refuse" });
  if (prediction !== undefined) {
    const read = readClasses(table, prediction, classes, rows);
    return { by: "prediction", prediction: read.values, score: scores, classes: read.classes };
  }
  if (scores === undefined) return { by: "none", prediction: undefined, score: undefined };
  const reached = Uint8Array.from(scores, (value) => (value >= threshold ? 1 : 0));
  return { by: "score", prediction: reached, score: scores };
}

function weightsAt(table: Table, rows: Uint32Array): Float64Array | undefined {
  if (columnsWithRole(table, "weight").length === 0) return undefined;
  const weights = rowWeights(table, rows);
  return inOwnUnit(Float64Array.from(rows, (row) => weights[row]!));
}

function columnIf(table: Table, role: Role): string | undefined {
  return columnsWithRole(table, role).length === 0 ? undefined : columnWithRole(table, role);
}

function classesOf(table: Table, model: Model | undefined): Classes {
  const { task = "binary", positive = model?.positive ?? wordWithoutClasses(table) } =
    tableMeta(table);
  if (task !== "binary") {
    throw new FairlineError("TASK_UNSUPPORTED", `the table's task is ${task}, not binary`, {
      hint: "Set the task and the positive class at ingest.",
    });
  }
  if (positive === undefined) {
    throw new FairlineError(
      "TASK_UNSUPPORTED",
      "the table does not say which class is positive, the favourable one",
      { hint: "Set the positive class at ingest." },
    );
  }
  if (model !== undefined && model.positive !== positive) {
    throw new FairlineError(
      "VALUE_INVALID",
      `the model's positive class is "${model.positive}", the table's is "${positive}"`,
      { hint: "Evaluate the model on a table with the labels that it was trained on." },
    );
  }
  return { positive, negative: model?.negative };
}

/** A table of scores alone has no words for its classes; a score that reaches the threshold is then "1". */
function wordWithoutClasses(table: Table): string | undefined {
  const hasWords = [...columnsWithRole(table, "label"), ...columnsWithRole(table, "prediction")];
  return hasWords.length === 0 ? "1" : undefined;
}

function summaryOf({ features, positive, negative, rule, warnings }: Model): JsonValue {
  return {
    features: [...features],
    positive,
    negative,
    rule: { ...rule },
    ...(warnings.length > 0 && { warnings }),
  };
}

function nothingToEvaluate(): FairlineError {
  return new FairlineError(
    "ROLE_MISSING",
    "the table has no label, no prediction and no score, and there is no model: nothing to evaluate",
    {
      hint: "Connect a model (in: { data: …, model: … }), or give a column the role prediction, score or label at ingest.",
    },
  );
}
