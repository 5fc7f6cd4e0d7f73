import { FairlineError, nameHint, nearestName } from "@fairline/core";
import type { CategoryColumn } from "./column.ts";
import { rowNumbers } from "./groups/number-rows.ts";
import { missingValue } from "./missing-value.ts";
import { categories } from "./read.ts";
import { columnWithRole } from "./roles.ts";
import { columnRoles, tableMeta } from "./table.ts";
import type { Table } from "./table.ts";

/** The two classes of a binary task, as the words in its columns. */
export interface Classes {
  readonly positive: string;
  /** Undefined where no other word occurs. */
  readonly negative: string | undefined;
}

/** What is known of the two classes. */
export type KnownClasses = { readonly [C in keyof Classes]?: Classes[C] | undefined };

/** A column of two classes, as 0 and 1. */
export interface ClassColumn {
  /** 1 where the row holds the positive class; one per row asked for. */
  readonly values: Uint8Array;
  readonly classes: Classes;
}

/**
 * Reads a column of two classes, a label or a prediction, at some rows; nothing is asked of the others.
 *
 * @param classes - The positive class, and the negative one where it is known: then no other word may occur.
 * @param rows - Row numbers; all rows if left out.
 * @throws FairlineError `VALUE_MISSING` for a null; `VALUE_INVALID` for a third class, or for two classes of which neither is
 *   the positive one.
 */
export function readClasses(
  table: Table,
  name: string,
  classes: Classes,
  rows: Uint32Array = rowNumbers(table.numRows),
): ClassColumn {
  const [positive, negative] = requireTwoClasses(table, name, classes, rows);
  const { codes, values } = categories(table, name);
  const isPositive = Uint8Array.from(values, (value) => (value === positive ? 1 : 0));
  // A loop: `from` with a function took forty times as long, see tools/bench/evaluate.
  const bits = new Uint8Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const code = codes[rows[i]!]!;
    if (code < 0) throw missingValue(name, rows[i]!);
    bits[i] = isPositive[code]!;
  }
  return { values: bits, classes: { positive: classes.positive, negative } };
}

/**
 * Holds a column to at most two classes, those that are known among them. Missing values are let pass.
 *
 * @returns The classes: first the positive one where it is known, then the negative one where it is known or occurs.
 * @throws FairlineError `VALUE_INVALID` as {@link readClasses}, with the first row that holds the third class
 */
export function requireTwoClasses(
  table: Table,
  name: string,
  { positive, negative }: KnownClasses,
  rows: Uint32Array = rowNumbers(table.numRows),
): readonly string[] {
  const found = wordsOf(categories(table, name), rows);
  const isKnown = negative !== undefined || found.some(({ word }) => word === positive);
  if (positive !== undefined && found.length > 1 && !isKnown) {
    const words = found.map(({ word }) => word);
    throw new FairlineError(
      "VALUE_INVALID",
      `${described(table, name)} is never "${positive}", the positive class`,
      {
        hint: `Set positive to one of its classes at ingest. ${nameHint(positive, words, "classes")}`,
      },
    );
  }
  const classes = [positive, negative].filter((word) => word !== undefined);
  for (const { word, row } of found) {
    if (classes.includes(word)) continue;
    if (classes.push(word) <= 2) continue;
    const nearest = nearestName(word, classes.slice(0, 2));
    const question = nearest === undefined ? "" : `Did you mean "${nearest}"? `;
    throw new FairlineError(
      "VALUE_INVALID",
      `${described(table, name)} has a third class "${word}" in row ${String(row + 1)}, beside "${classes[0]!}" and "${classes[1]!}"; the task is binary`,
      { hint: `${question}Correct or filter those rows, or set task: multiclass.` },
    );
  }
  return classes;
}

/**
 * Reads the label of a binary task as 0 and 1, where 1 is the positive class of the table's metadata.
 *
 * @param name - Defaults to the column with role `label`. A prediction column is read by the same positive class.
 * @param rows - The rows to read; all if left out.
 * @throws FairlineError `TASK_UNSUPPORTED` if the table's task is not binary, else as {@link readClasses}
 */
export function readLabels(
  table: Table,
  name: string = columnWithRole(table, "label"),
  rows?: Uint32Array,
): ClassColumn {
  const { task, positive } = tableMeta(table);
  if (task !== "binary" || positive === undefined) {
    throw new FairlineError(
      "TASK_UNSUPPORTED",
      `the table's task is ${task ?? "not set"}, not binary`,
      { hint: "Set the task and the positive class at ingest." },
    );
  }
  return readClasses(table, name, { positive, negative: undefined }, rows);
}

/** The 0 and 1 of {@link readLabels}; length n. @throws FairlineError as there */
export function binaryLabels(table: Table, name?: string): Uint8Array {
  return readLabels(table, name).values;
}

/** The distinct words of some rows, each with the first row that holds it. */
function wordsOf(
  { codes, values }: CategoryColumn,
  rows: Uint32Array,
): { readonly word: string; readonly row: number }[] {
  const isFound = new Uint8Array(values.length);
  const found: { word: string; row: number }[] = [];
  for (const row of rows) {
    const code = codes[row]!;
    if (code < 0 || isFound[code] === 1) continue;
    isFound[code] = 1;
    found.push({ word: values[code]!, row });
  }
  return found;
}

/** `label column "repaid"`, or `column "repaid"` where it is neither label nor prediction. */
function described(table: Table, name: string): string {
  const role = columnRoles(table, name).find((each) => each === "label" || each === "prediction");
  return `${role === undefined ? "" : `${role} `}column "${name}"`;
}
