import { allRows, categories, columnsWithRole, rowsOfSplit } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { FairlineError, SPLITS } from "@fairline/core";
import type { Split } from "@fairline/core";

/** The rows to evaluate, and how the table is divided. */
export interface EvaluatedRows {
  /** Row numbers, ascending; at least one. */
  readonly rows: Uint32Array;
  /** What metric rows call them: a split, or `all`. */
  readonly split: string;
  /** Rows of the table by split. */
  readonly splits: Readonly<Record<string, number>>;
}

/**
 * Finds the rows of a split; all rows for `all`, and for a table without a split column.
 *
 * @throws FairlineError `ROWS_EMPTY` where there are none.
 */
export function evaluatedRows(table: Table, split: Split | "all"): EvaluatedRows {
  const splits = splitSizes(table);
  const whole = split === "all" || columnsWithRole(table, "split").length === 0;
  const rows = whole ? allRows(table) : rowsOfSplit(table, split);
  if (rows.length === 0) {
    const sizes = Object.entries(splits).map(([name, size]) => `${name} (${String(size)})`);
    throw new FairlineError(
      "ROWS_EMPTY",
      whole ? "the table has no rows to evaluate" : `split "${split}" has no rows to evaluate`,
      {
        hint: `Choose another split, or check the stages before. The splits are: ${sizes.join(", ")}.`,
      },
    );
  }
  return { rows, split: whole ? "all" : split, splits };
}

function splitSizes(table: Table): Record<string, number> {
  const [name] = columnsWithRole(table, "split");
  if (name === undefined) return { all: table.numRows };
  const { codes, values } = categories(table, name);
  const sizes = new Map<string, number>(SPLITS.map((split) => [split, 0]));
  for (const code of codes) {
    const value = values[code];
    if (value !== undefined) sizes.set(value, (sizes.get(value) ?? 0) + 1);
  }
  return Object.fromEntries([...sizes].filter(([, size]) => size > 0));
}
