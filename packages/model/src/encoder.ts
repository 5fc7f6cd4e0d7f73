import { FairlineError, nameHint } from "@fairline/core";
import { categories, columnNames, columnType, numbers } from "@fairline/arrow";
import type { CategoryColumn, NumberColumn, Table } from "@fairline/arrow";

/** The largest number of 32 bits. */
const LARGEST = (2 - 2 ** -23) * 2 ** 127;

/** How a numeric column becomes inputs: `(value - mean) / deviation`, then the missing indicator if there is one. */
export interface NumberEncoding {
  readonly name: string;
  readonly type: "number";
  /** Over the training rows that have a value; 0 if none has. */
  readonly mean: number;
  /**
   * Standard deviation over the same rows (divided by n); 1 where it is 0, and the largest number there is where it is 0 but
   * for rounding, so that every value becomes 0.
   */
  readonly deviation: number;
  /** An input that is 1 where the value is missing. Only for columns with missing values in training rows. */
  readonly missing: boolean;
}

/** How a categorical column becomes inputs: one per value, one for anything else, one for missing if there is one. */
export interface CategoryEncoding {
  readonly name: string;
  readonly type: "category";
  /** The values of the training rows, sorted by UTF-16 code units. */
  readonly values: readonly string[];
  /** As for numbers. Without it, a missing value counts as unknown. */
  readonly missing: boolean;
}

/** How one column becomes inputs of a network. */
export type FeatureEncoding = NumberEncoding | CategoryEncoding;

/** How raw rows become inputs: features side by side, in this order. */
export type Encoder = readonly FeatureEncoding[];

/**
 * Learns an encoder from training rows.
 *
 * Booleans are categories. Row weights play no part.
 *
 * @param features - Columns in the order they take in the encoding.
 * @param rows - The training rows: nothing else is looked at.
 * @throws FairlineError `COLUMN_MISSING`; `COLUMN_TYPE` for text and nested values; `VALUE_INVALID` for numbers that are infinite or do
 *   not fit into 32 bits.
 */
export function fitEncoder(
  table: Table,
  features: readonly string[],
  rows: ArrayLike<number>,
): Encoder {
  requireColumns(table, features);
  return features.map((name) => {
    const type = columnType(table, name);
    switch (type) {
      case "number":
      case "integer":
        return fitNumber(name, finiteNumbers(table, name), rows);
      case "category":
      case "boolean":
        return fitCategory(name, categories(table, name), rows);
      case "text":
      case "other":
        throw new FairlineError(
          "COLUMN_TYPE",
          `feature "${name}" holds ${type === "text" ? "free text" : "nested values"}, which this model cannot read`,
          {
            hint: `Make it a category or a number at ingest, or take the role feature from it.`,
          },
        );
    }
  });
}

/** Number of inputs that an encoder makes of a row. */
export function encoderWidth(encoder: Encoder): number {
  return encoder.reduce((width, feature) => width + featureWidth(feature), 0);
}

/** Number of inputs that an encoder makes of one feature. */
export function featureWidth(feature: FeatureEncoding): number {
  const indicator = feature.missing ? 1 : 0;
  return feature.type === "number" ? 1 + indicator : feature.values.length + 1 + indicator;
}

function fitNumber(
  name: string,
  { values }: NumberColumn,
  rows: ArrayLike<number>,
): NumberEncoding {
  const present = Array.from(rows, (row) => values[row]!).filter((value) => !Number.isNaN(value));
  const n = Math.max(present.length, 1);
  const mean = present.reduce((total, value) => total + value, 0) / n;
  const deviation = Math.sqrt(present.reduce((total, value) => total + (value - mean) ** 2, 0) / n);
  return {
    name,
    type: "number",
    mean,
    deviation: scaleOf(deviation, mean, n),
    missing: present.length < rows.length,
  };
}

/**
 * What values are divided by. A spread is 0 but for rounding where it is at most n times the rounding of the mean, which bounds the
 * error of a sum.
 *
 * @see Higham, "Accuracy and Stability of Numerical Algorithms", SIAM 2002, section 4.2
 */
function scaleOf(deviation: number, mean: number, n: number): number {
  if (deviation === 0) return 1;
  return deviation <= n * Number.EPSILON * Math.abs(mean) ? Number.MAX_VALUE : deviation;
}

function fitCategory(
  name: string,
  { codes, values }: CategoryColumn,
  rows: ArrayLike<number>,
): CategoryEncoding {
  const seen = new Set(Array.from(rows, (row) => codes[row]!));
  const missing = seen.delete(-1);
  return {
    name,
    type: "category",
    values: Array.from(seen, (code) => values[code]!).sort(),
    missing,
  };
}

/**
 * Reads a numeric feature.
 *
 * @throws FairlineError `COLUMN_TYPE` where it holds no numbers; `VALUE_INVALID` for one that is infinite or does not fit into 32 bits.
 */
export function finiteNumbers(table: Table, name: string): NumberColumn {
  const column = numbers(table, name);
  const row = column.values.findIndex((value) => Math.abs(value) > LARGEST);
  if (row >= 0) {
    const value = column.values[row]!;
    throw Number.isFinite(value)
      ? tooLarge(name, value, row)
      : new FairlineError(
          "VALUE_INVALID",
          `feature "${name}" is ${String(value)} in row ${String(row + 1)}`,
          { hint: "Make infinite values missing or finite in a clean stage." },
        );
  }
  return column;
}

/** The error of a number whose input would not fit into the 32 bits that networks compute in. @param row - From 0. */
export function tooLarge(name: string, value: number, row: number): FairlineError {
  return new FairlineError(
    "VALUE_INVALID",
    `feature "${name}" is ${String(value)} in row ${String(row + 1)}, which does not fit into the 32 bits that models compute in`,
    { hint: "Correct the value, cut it off (clip-outliers) or make it missing in a clean stage." },
  );
}

/** @throws FairlineError `COLUMN_MISSING` naming every feature that the table lacks */
export function requireColumns(table: Table, names: readonly string[]): void {
  const present = columnNames(table);
  const [first, ...others] = names.filter((name) => !present.includes(name));
  if (first === undefined) return;
  const listed = [first, ...others].map((name) => `"${name}"`).join(", ");
  throw new FairlineError(
    "COLUMN_MISSING",
    others.length === 0
      ? `feature ${listed} is missing from the table`
      : `features ${listed} are missing from the table`,
    { hint: nameHint(first, present, "columns") },
  );
}
