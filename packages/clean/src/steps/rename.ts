import { columnNames, columnType, renameColumns } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import type { StepResult } from "../step.ts";
import type { RenameParams } from "./rename.step.ts";

/**
 * Gives columns other names, all at once, so that two may swap theirs.
 *
 * @throws FairlineError `COLUMN_MISSING`, or `COLUMN_DUPLICATE` where two columns would have one name.
 */
export function rename(table: Table, names: RenameParams): StepResult {
  for (const name of Object.keys(names)) columnType(table, name);
  const renamed = columnNames(table).map((name) =>
    Object.hasOwn(names, name) ? names[name]! : name,
  );
  const twice = renamed.find((name, i) => renamed.indexOf(name) < i);
  if (twice !== undefined) {
    throw new FairlineError("COLUMN_DUPLICATE", `rename would make two columns "${twice}"`, {
      hint: "Choose another name, or drop the other column first.",
    });
  }
  return { table: renameColumns(table, renamed) };
}
