import { categories, numbers } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";

/** The two classes of a column, as its words. */
export interface Classes {
  readonly positive: string;
  /** Undefined where no other word occurs. */
  readonly negative: string | undefined;
}

/** A column of two classes, as 0 and 1. */
export interface ClassColumn {
  /** 1 where the row holds the positive class; one per row asked for. */
  readonly values: Uint8Array;
  readonly classes: Classes;
}

/**
 * Reads a column of two classes at some rows.
 *
 * @param rows - Row numbers in `table`; messages name them.
 * @param classes - The positive class, and the negative one if it is known: then no other word may occur.
 * @throws FairlineError `VALUE_MISSING` for a null, `VALUE_INVALID` for a third class.
 */
export function readClasses(
  table: Table,
  name: string,
  rows: Uint32Array,
  { positive, negative: expected }: Classes,
): ClassColumn {
  const { codes, values } = categories(table, name);
  const positiveCode = values.indexOf(positive);
  let negative = expected;
  const bits = Uint8Array.from(rows, (row) => {
    const code = codes[row]!;
    if (code === positiveCode && code >= 0) return 1;
    const word = values[code];
    if (word === undefined) throw missingValue(name, row);
    negative ??= word;
    if (word !== negative) throw thirdClass(name, row, word, { positive, negative });
    return 0;
  });
  return { values: bits, classes: { positive, negative } };
}

/**
 * Reads a column of scores at some rows.
 *
 * @throws FairlineError `COLUMN_TYPE`, `VALUE_MISSING` for a null, `VALUE_INVALID` outside [0, 1].
 */
export function readScores(table: Table, name: string, rows: Uint32Array): Float64Array {
  const { values } = numbers(table, name);
  return Float64Array.from(rows, (row) => {
    const value = values[row]!;
    if (Number.isNaN(value)) throw missingValue(name, row);
    if (value < 0 || value > 1) {
      throw new FairlineError(
        "VALUE_INVALID",
        `column "${name}" is ${String(value)} in row ${String(row + 1)}, outside [0, 1]`,
        { hint: "Scale the column in a clean stage, or take its role away." },
      );
    }
    return value;
  });
}

function missingValue(name: string, row: number): FairlineError {
  return new FairlineError("VALUE_MISSING", `column "${name}" is null in row ${String(row + 1)}`, {
    hint: "Drop or impute such rows in a clean stage.",
  });
}

function thirdClass(
  name: string,
  row: number,
  word: string,
  { positive, negative }: { positive: string; negative: string },
): FairlineError {
  return new FairlineError(
    "VALUE_INVALID",
    `column "${name}" holds "${word}" in row ${String(row + 1)}; the classes are "${positive}" and "${negative}"`,
    { hint: "Recode it with those two words, or filter such rows, in a clean stage." },
  );
}
