import { FairlineError } from "@fairline/core";
import {
  readLabels,
  requireRowsOfSplit,
  rowsOfSplit,
  rowWeights,
  tableMeta,
} from "@fairline/arrow";
import type { Partition, Table } from "@fairline/arrow";
import { encoderWidth, fitEncoder, openEncoder } from "@fairline/model";
import type { Encoder, RowEncoder } from "@fairline/model";
import { readFairness } from "./fairness/fairness-data.ts";
import type { FairnessData } from "./fairness/fairness-data.ts";
import { featureColumns } from "./feature-columns.ts";
import { inputReader } from "./input-reader.ts";
import { readLabel } from "./label.ts";
import type { Label, LabelTarget } from "./label.ts";
import type { TrainingParams } from "./params.ts";
import { watchedGroups } from "./comparable-groups.ts";

/** Rows encoded at a time when looking at all of them. */
const ROWS_AT_ONCE = 1024;

/** A table read for training: typed columns, checked. */
export interface TrainingData {
  readonly encoder: Encoder;
  readonly rows: RowEncoder;
  /** Row numbers of the splits, ascending. Validation may be empty. */
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
  /** Of every row, as {@link Label} has it. */
  readonly labels: Label["labels"];
  readonly target: LabelTarget;
  /** Of every row, scaled so that their mean is 1 on each split; all 1 without a weight column. */
  readonly weights: Float64Array;
  /** What methods of fairness read; a row whose attribute is missing is in no group. Undefined without one. */
  readonly fairness: FairnessData | undefined;
  /** The groups that early stopping compares; a row whose value is missing is in none. Undefined where it compares none. */
  readonly watched: Partition | undefined;
}

/**
 * Reads what training needs from a table, and fits the encoder on its training rows.
 *
 * @throws FairlineError for whatever is missing or cannot be trained on, with the column and the row.
 */
export function readTrainingData(table: Table, params: TrainingParams): TrainingData {
  const { task = "binary" } = tableMeta(table);
  // What is wrong with the labels is told before what is wrong with the split.
  if (task === "binary") readLabels(table);
  const train = requireRowsOfSplit(table, "train");
  const validation = rowsOfSplit(table, "validation");
  const { labels, target } = readLabel(table, { train, validation });
  if (target.task !== "binary") requireBinaryOnly(target, params);
  const features = featureColumns(table, params);
  const encoder = fitEncoder(table, features, train);
  const weights = scaledWeights(table, [train, validation]);
  return {
    encoder,
    rows: openEncoder(encoder, table),
    train,
    validation,
    labels,
    target,
    weights,
    fairness:
      params.fairness === undefined || target.task !== "binary"
        ? undefined
        : readFairness(table, params.fairness, {
            labels,
            classNames: [target.negative, target.positive],
            train,
            weights,
            features,
            encode: (other) => openEncoder(encoder, other),
          }),
    watched: watchedGroups(table, params),
  };
}

/** Per input, whether some training row has it other than 0. */
export function activeInputs({ encoder, rows, train }: TrainingData): boolean[] {
  const active = Array.from({ length: encoderWidth(encoder) }, () => false);
  const read = inputReader(rows);
  for (let start = 0; start < train.length; start += ROWS_AT_ONCE) {
    const { values } = read(train.subarray(start, start + ROWS_AT_ONCE));
    for (let at = 0; at < values.length; at += active.length) {
      for (let input = 0; input < active.length; input++) {
        if (values[at + input] !== 0) active[input] = true;
      }
    }
  }
  return active;
}

/** Refuses what is only for two classes. @throws FairlineError `TASK_UNSUPPORTED` */
function requireBinaryOnly({ task }: LabelTarget, params: TrainingParams): void {
  const stopping = params["early-stopping"];
  const watches =
    stopping !== undefined &&
    stopping !== false &&
    (stopping.metric !== "loss" || stopping["max-gap"] !== undefined);
  const parameter = params.fairness === undefined ? "early-stopping" : "fairness";
  if (params.fairness === undefined && !watches) return;
  throw new FairlineError(
    "TASK_UNSUPPORTED",
    `${parameter === "fairness" ? "a fairness penalty" : "a metric of early stopping"} needs a binary label; the table's task is ${task}`,
    { hint: `Leave ${parameter} out, or train on a label of two classes.` },
  );
}

function scaledWeights(table: Table, splits: readonly Uint32Array[]): Float64Array {
  const scaled = new Float64Array(table.numRows).fill(1);
  for (const rows of splits) {
    const weights = rowWeights(table, rows);
    const total = rows.reduce((sum, row) => sum + weights[row]!, 0);
    for (const row of rows) scaled[row] = (weights[row]! * rows.length) / total;
  }
  return scaled;
}
