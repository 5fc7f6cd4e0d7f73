import { FairlineError } from "@fairline/core";
import { checkColumns, requireLength } from "./check-columns.ts";
import type { Column } from "./column.ts";
import { lossOf, outputsOf } from "./objective.ts";
import type { Objective } from "./objective.ts";
import { sharedFloats } from "./threads/shared-memory.ts";

/** Rows to grow trees on. */
export interface TrainingData {
  readonly columns: readonly Column[];
  /** One per row; see {@link Objective} for their values. A custom objective needs none. */
  readonly labels?: ArrayLike<number>;
  /** One per row, at least 0 and not all 0. A weight of k is k rows; a row of weight 0 is as if it were not there. */
  readonly weights?: ArrayLike<number>;
}

/** Checked rows, in memory that threads share. */
export interface Rows {
  readonly columns: readonly Column[];
  readonly count: number;
  /** Empty for a custom objective. */
  readonly labels: Float64Array;
  /** Empty where every row weighs 1. */
  readonly weights: Float64Array;
  /** How many rows weigh something. */
  readonly weighing: number;
}

/**
 * Checks rows.
 *
 * @throws FairlineError `ROWS_EMPTY`, `VALUE_MISSING`, `VALUE_INVALID`, and as `checkColumns` does.
 */
export function checkRows({ columns, labels, weights }: TrainingData, objective: Objective): Rows {
  const count = checkColumns(columns);
  if (count === 0) throw new FairlineError("ROWS_EMPTY", "there is no row to grow trees on");
  const checked = weights === undefined ? new Float64Array() : checkWeights(weights, count);
  return {
    columns,
    count,
    labels: checkLabels(labels, count, objective),
    weights: checked,
    weighing: checked.reduce((rows, weight) => (weight === 0 ? rows - 1 : rows), count),
  };
}

function checkLabels(
  labels: ArrayLike<number> | undefined,
  count: number,
  objective: Objective,
): Float64Array {
  const loss = lossOf(objective);
  if (loss === undefined) return new Float64Array();
  if (labels === undefined) {
    throw new FairlineError("VALUE_MISSING", `a ${loss.name} loss needs labels`);
  }
  requireLength("the list of labels", labels.length, count);
  const outputs = outputsOf(objective);
  for (let row = 0; row < count; row++) {
    const hint = loss.refuse(labels[row]!, outputs);
    if (hint === undefined) continue;
    const found = `the label is ${String(labels[row])} in row ${String(row + 1)}`;
    throw new FairlineError("VALUE_INVALID", found, { hint });
  }
  return sharedCopy(labels);
}

function checkWeights(weights: ArrayLike<number>, count: number): Float64Array {
  requireLength("the list of weights", weights.length, count);
  for (let row = 0; row < count; row++) {
    const weight = weights[row]!;
    if (!(weight >= 0 && weight < Infinity)) {
      throw new FairlineError(
        "VALUE_INVALID",
        `the weight is ${String(weight)} in row ${String(row + 1)}`,
        { hint: "A weight is a finite number of at least 0." },
      );
    }
  }
  const copy = sharedCopy(weights);
  if (copy.some((weight) => weight > 0)) return copy;
  throw new FairlineError("ROWS_EMPTY", "every row has weight 0");
}

function sharedCopy(values: ArrayLike<number>): Float64Array {
  const copy = sharedFloats(values.length);
  copy.set(values);
  return copy;
}
