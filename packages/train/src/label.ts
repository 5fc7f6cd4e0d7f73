import { FairlineError } from "@fairline/core";
import { categories, columnWithRole, numbers, readLabels, tableMeta } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import type { Link, Target } from "@fairline/model";

/** What is learned, and how a number is scaled for it. */
export type LabelTarget =
  | Exclude<Target, { readonly task: "regression" }>
  /** Mean and standard deviation over the training rows. */
  | { readonly task: "regression"; readonly mean: number; readonly deviation: number };

/** The label of every row of a table, as training reads it. */
export interface Label {
  /**
   * Binary: 1 for the positive class, else 0. Several classes: the position of the row's class. A number: with mean 0 and deviation 1 over
   * the training rows. Rows of no split that training looks at may have anything.
   */
  readonly labels: Uint8Array | Float64Array;
  readonly target: LabelTarget;
}

/** Row numbers of the splits that training looks at. */
interface Splits {
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
}

/**
 * Reads the label by the table's task.
 *
 * @throws FairlineError `TASK_UNSUPPORTED` for a binary task without a positive class; `VALUE_INVALID` where all training rows have one class or one
 *   value, for a validation row of a class that no training row has, and for values that do not fit into 32 bits; `VALUE_MISSING`
 *   for a row without a label.
 */
export function readLabel(table: Table, splits: Splits): Label {
  switch (tableMeta(table).task) {
    case "multiclass":
      return severalClasses(table, splits);
    case "regression":
      return values(table, splits);
    default:
      return twoClasses(table, splits);
  }
}

/** Outputs of a network that learns a label. */
export function outputCount(target: LabelTarget): number {
  return target.task === "multiclass" ? target.classes.length : 1;
}

/** What the outputs of a network become when it is saved. */
export function linkOf(target: LabelTarget): Link {
  switch (target.task) {
    case "binary":
      return { kind: "sigmoid" };
    case "multiclass":
      return { kind: "softmax" };
    case "regression":
      return { kind: "linear", mean: target.mean, deviation: target.deviation };
  }
}

function twoClasses(table: Table, { train }: Splits): Label {
  const { values: labels, classes } = readLabels(table);
  const { positive, negative } = classes;
  const label = columnWithRole(table, "label");
  const positives = train.reduce((count, row) => count + labels[row]!, 0);
  if (negative === undefined || positives === 0 || positives === train.length) {
    throw new FairlineError(
      "VALUE_INVALID",
      `label "${label}" is ${positives === 0 ? "never" : "always"} "${positive}" in the training rows`,
      { hint: "Training needs both classes: check the positive class at ingest, and the split." },
    );
  }
  return { labels, target: { task: "binary", positive, negative } };
}

function severalClasses(table: Table, { train, validation }: Splits): Label {
  const label = columnWithRole(table, "label");
  const { codes, values: words } = categories(table, label);
  const wordOf = (row: number): string => {
    if (codes[row]! < 0) throw missing(label, row);
    return words[codes[row]!]!;
  };
  const classes = [...new Set(Array.from(train, wordOf))].sort();
  if (classes.length < 2) {
    throw new FairlineError(
      "VALUE_INVALID",
      `label "${label}" is always "${classes[0]!}" in the training rows`,
      { hint: "Training needs two classes or more: check the label at ingest, and the split." },
    );
  }
  const positions = new Map(classes.map((name, at) => [name, at]));
  const stranger = validation.find((row) => !positions.has(wordOf(row)));
  if (stranger !== undefined) {
    throw new FairlineError(
      "VALUE_INVALID",
      `label "${label}" is "${wordOf(stranger)}" in validation row ${String(stranger + 1)}, which no training row has`,
      { hint: "Split by label in the clean stage, or filter rare classes." },
    );
  }
  const byCode = words.map((word) => positions.get(word) ?? 0);
  return {
    labels: Float64Array.from(codes, (code) => byCode[code] ?? 0),
    target: { task: "multiclass", classes },
  };
}

function values(table: Table, { train, validation }: Splits): Label {
  const label = columnWithRole(table, "label");
  const { values: given } = numbers(table, label);
  for (const row of [...train, ...validation]) {
    const value = given[row]!;
    if (Number.isNaN(value)) throw missing(label, row);
    if (Math.abs(value) > LARGEST) {
      throw new FairlineError(
        "VALUE_INVALID",
        `label "${label}" is ${String(value)} in row ${String(row + 1)}, which does not fit into the 32 bits that models compute in`,
        { hint: "Correct or filter the row." },
      );
    }
  }
  const n = train.length;
  const mean = train.reduce((sum, row) => sum + given[row]! / n, 0);
  const deviation = Math.sqrt(train.reduce((sum, row) => sum + (given[row]! - mean) ** 2 / n, 0));
  if (deviation <= n * Number.EPSILON * Math.abs(mean)) {
    throw new FairlineError(
      "VALUE_INVALID",
      `label "${label}" is always ${String(given[train[0]!])} in the training rows`,
      { hint: "Training needs values that differ: check the label at ingest, and the split." },
    );
  }
  return {
    labels: given.map((value) => (value - mean) / deviation),
    target: { task: "regression", mean, deviation },
  };
}

/** The largest number of 32 bits. */
const LARGEST = (2 - 2 ** -23) * 2 ** 127;

function missing(label: string, row: number): FairlineError {
  return new FairlineError("VALUE_MISSING", `column "${label}" is null in row ${String(row + 1)}`, {
    hint: "Drop or impute missing values in a clean stage.",
  });
}
