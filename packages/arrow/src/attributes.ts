import { FairlineError, nameHint } from "@fairline/core";
import { columnType } from "./read.ts";
import { columnsWithRole } from "./roles.ts";
import { columnNames } from "./table.ts";
import type { Table } from "./table.ts";

/**
 * The columns with the role `sensitive`, in table order; at least one.
 *
 * @throws FairlineError `ROLE_MISSING` if none has it.
 */
export function sensitiveColumns(table: Table): string[] {
  const names = columnsWithRole(table, "sensitive");
  if (names.length > 0) return names;
  throw new FairlineError("ROLE_MISSING", `no column of the table has the role "sensitive"`, {
    hint: `Give a column that role at ingest (roles: { sensitive: [<column>] }), or name one in the stage's parameters. ${nameHint("", columnNames(table), "columns")}`,
  });
}

/**
 * The columns that say a row's groups: those named, at least one, or else those with the role `sensitive`, in table order.
 *
 * @throws FairlineError `ROLE_MISSING` if none is named and none has the role; `COLUMN_MISSING`; `COLUMN_TYPE` for a column
 *   of fractional numbers, which has no groups.
 */
export function attributeColumns(table: Table, named?: readonly string[]): string[] {
  const names = named === undefined ? sensitiveColumns(table) : [...new Set(named)];
  const numeric = names.find((name) => columnType(table, name) === "number");
  if (numeric !== undefined) {
    throw new FairlineError("COLUMN_TYPE", `attribute "${numeric}" holds numbers, not groups`, {
      hint: "Cut it into ranges in a clean stage.",
    });
  }
  return names;
}

/**
 * The one column that says a row's group: the one named, or else the one with the role `sensitive`.
 *
 * @param parameter - What a stage calls its parameter for it, for messages.
 * @throws FairlineError `ROLE_AMBIGUOUS` if none is named and several have the role, else as {@link attributeColumns}
 */
export function attributeColumn(table: Table, named?: string, parameter = "attribute"): string {
  const names = attributeColumns(table, named === undefined ? undefined : [named]);
  if (names.length > 1) {
    throw new FairlineError(
      "ROLE_AMBIGUOUS",
      `several columns have the role "sensitive": ${names.join(", ")}`,
      { hint: `Name one of them in the stage's parameter ${parameter}.` },
    );
  }
  return names[0]!;
}
