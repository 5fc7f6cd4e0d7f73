import { FairlineError } from "@fairline/core";
import {
  columnWithRole,
  readLabels,
  requireRowsOfSplit,
  rowsOfSplit,
  rowWeights,
} from "@fairline/arrow";
import type { ClassColumn, Partition, Table } from "@fairline/arrow";
import { encoderWidth, fitEncoder, openEncoder } from "@fairline/model";
import type { Encoder, RowEncoder } from "@fairline/model";
import { readFairness } from "./fairness/fairness-data.ts";
import type { FairnessData } from "./fairness/fairness-data.ts";
import { featureColumns } from "./feature-columns.ts";
import { inputReader } from "./input-reader.ts";
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
  /** Of every row: 1 for the positive class, else 0. */
  readonly labels: Uint8Array;
  readonly positive: string;
  readonly negative: string;
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
  const label = readLabels(table);
  const train = requireRowsOfSplit(table, "train");
  const validation = rowsOfSplit(table, "validation");
  const classes = requireBothClasses(table, label, train);
  const features = featureColumns(table, params);
  const encoder = fitEncoder(table, features, train);
  const weights = scaledWeights(table, [train, validation]);
  return {
    encoder,
    rows: openEncoder(encoder, table),
    train,
    validation,
    labels: label.values,
    ...classes,
    weights,
    fairness:
      params.fairness === undefined
        ? undefined
        : readFairness(table, params.fairness, {
            labels: label.values,
            classNames: [classes.negative, classes.positive],
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

function requireBothClasses(
  table: Table,
  { values, classes: { positive, negative } }: ClassColumn,
  train: Uint32Array,
): { positive: string; negative: string } {
  const label = columnWithRole(table, "label");
  const positives = train.reduce((count, row) => count + values[row]!, 0);
  if (negative === undefined || positives === 0 || positives === train.length) {
    throw new FairlineError(
      "VALUE_INVALID",
      `label "${label}" is ${positives === 0 ? "never" : "always"} "${positive}" in the training rows`,
      { hint: "Training needs both classes: check the positive class at ingest, and the split." },
    );
  }
  return { positive, negative };
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
