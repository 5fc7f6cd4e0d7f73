import {
  columnNames,
  columnRoles,
  columnsWithRole,
  numberColumn,
  takeRows,
  withColumn,
  withRoles,
} from "@fairline/arrow";
import type { Classes, Table } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import type { Role } from "@fairline/core";
import type { Sample } from "./sample.ts";

/**
 * The evaluated rows with what was decided on them: columns `score` and `prediction` with those roles, where they
 * are known. Columns that had those roles keep them if they hold just that; a model's decisions take their place.
 *
 * @param replace - The decisions are a model's.
 * @throws FairlineError `COLUMN_DUPLICATE` where another column has the name.
 */
export function predictionsTable(
  table: Table,
  rows: Uint32Array,
  decided: { readonly sample: Sample; readonly classes: Classes; readonly replace: boolean },
): Table {
  const { score, prediction } = decided.sample;
  let out = takeRows(table, rows);
  if (score !== undefined) {
    out = addDecision(out, "score", numberColumn(score), decided.replace);
  }
  if (prediction !== undefined) {
    const values = [negativeWord(decided.classes), decided.classes.positive];
    const codes = Int32Array.from(prediction);
    out = addDecision(out, "prediction", { type: "category", codes, values }, decided.replace);
  }
  return out;
}

function addDecision(
  table: Table,
  role: Role & ("score" | "prediction"),
  column: Parameters<typeof withColumn>[2],
  replace: boolean,
): Table {
  const holders = columnsWithRole(table, role);
  if (holders.length > 0 && !replace) return table;
  if (!holders.includes(role) && columnNames(table).includes(role)) {
    throw new FairlineError(
      "COLUMN_DUPLICATE",
      `the table already has a column "${role}", which has not the role ${role}`,
      { hint: `Rename it in a clean stage, or give it the role ${role} at ingest.` },
    );
  }
  const freed = holders.reduce(
    (rest, name) =>
      withRoles(
        rest,
        name,
        columnRoles(rest, name).filter((other) => other !== role),
      ),
    table,
  );
  return withColumn(freed, role, column, [role]);
}

/** The word for a negative prediction; where the data never says it, that of numbers and booleans, or "not …". */
function negativeWord({ positive, negative }: Classes): string {
  if (negative !== undefined) return negative;
  if (positive === "1") return "0";
  return positive === "true" ? "false" : `not ${positive}`;
}
