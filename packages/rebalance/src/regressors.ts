import { categories, columnType, numbers } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";

/** A sensitive column as numbers. */
export interface SensitiveNumbers {
  readonly name: string;
  /** Columns of the table's length; NaN where the value is missing or unknown. */
  readonly columns: readonly Float64Array[];
  /** Rows, not training ones, whose value is missing or occurs in no training row. */
  readonly unknown: number;
}

/**
 * Reads a sensitive column as numbers: a column of numbers as it is, one of categories as an indicator for each value of the training rows but
 * the first, in order of first appearance.
 *
 * @param rows - The training rows.
 * @throws FairlineError `VALUE_MISSING` for a training row without a value; `COLUMN_TYPE` for nested values.
 */
export function sensitiveNumbers(table: Table, name: string, rows: Uint32Array): SensitiveNumbers {
  const type = columnType(table, name);
  if (type === "number" || type === "integer") {
    const { values } = numbers(table, name);
    requireValues(name, rows, (row) => !Number.isNaN(values[row]));
    return { name, columns: [values], unknown: values.filter(Number.isNaN).length };
  }
  const { codes, values } = categories(table, name);
  requireValues(name, rows, (row) => codes[row]! >= 0);
  const seen = new Uint8Array(values.length);
  for (const row of rows) seen[codes[row]!] = 1;
  const known = [...seen.keys()].filter((code) => seen[code] === 1);
  const isKnown = (code: number): boolean => code >= 0 && seen[code] === 1;
  const columns = known.slice(1).map((own) => {
    const column = new Float64Array(codes.length);
    for (let row = 0; row < codes.length; row++) {
      column[row] = isKnown(codes[row]!) ? Number(codes[row] === own) : Number.NaN;
    }
    return column;
  });
  return { name, columns, unknown: codes.filter((code) => !isKnown(code)).length };
}

function requireValues(name: string, rows: Uint32Array, has: (row: number) => boolean): void {
  const row = rows.find((each) => !has(each));
  if (row === undefined) return;
  throw new FairlineError("VALUE_MISSING", `column "${name}" is null in row ${String(row + 1)}`, {
    hint: "Drop or impute missing values in a clean stage.",
  });
}
