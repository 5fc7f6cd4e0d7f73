import { columnNames, columnRoles, columnType, columnsWithRole, withRoles } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { ROLES } from "@fairline/core";
import type { Role } from "@fairline/core";
import type { StepContext, StepResult } from "../step.ts";
import type { RolesParams } from "./roles.step.ts";

/**
 * Takes each given role from all columns and gives it to those listed; under `add`, gives it to those listed besides. Other roles of a column
 * stay. Features that are none any more are told.
 *
 * @throws FairlineError `COLUMN_MISSING` for a column that the table does not have.
 */
export function assignRoles(
  table: Table,
  { add = {}, ...given }: RolesParams,
  { log }: Pick<StepContext, "log">,
): StepResult {
  for (const names of [...Object.values(given), ...Object.values(add)]) {
    for (const name of names ?? []) columnType(table, name);
  }
  const rolesOf = (name: string): Role[] =>
    ROLES.filter(
      (role) =>
        add[role]?.includes(name) === true ||
        (given[role]?.includes(name) ?? columnRoles(table, name).includes(role)),
    );
  const roled = columnNames(table).reduce(
    (changed, name) => withRoles(changed, name, rolesOf(name)),
    table,
  );
  const before = columnsWithRole(table, "feature");
  const after = columnsWithRole(roled, "feature");
  const gone = before.filter((name) => !after.includes(name)).map((name) => `"${name}"`);
  if (gone.length > 0) {
    const counts = `${String(after.length)} feature${after.length === 1 ? "" : "s"}, ${String(before.length)} before`;
    log(
      "info",
      `roles: ${counts}: no longer one is ${gone.join(", ")} (add: { feature: [...] } keeps them)`,
    );
  }
  return { table: roled };
}
