import { columnNames, columnRoles, columnType, withRoles } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { ROLES } from "@fairline/core";
import type { Role } from "@fairline/core";
import type { StepResult } from "../step.ts";
import type { RolesParams } from "./roles.step.ts";

/**
 * Takes each given role from all columns and gives it to those listed. Other roles of a column stay.
 *
 * @throws FairlineError `COLUMN_MISSING` for a column that the table does not have.
 */
export function assignRoles(table: Table, given: RolesParams): StepResult {
  for (const names of Object.values(given)) for (const name of names ?? []) columnType(table, name);
  const rolesOf = (name: string): Role[] =>
    ROLES.filter((role) => given[role]?.includes(name) ?? columnRoles(table, name).includes(role));
  return {
    table: columnNames(table).reduce((roled, name) => withRoles(roled, name, rolesOf(name)), table),
  };
}
