import { columnNames, columnType, tableMeta, withMeta, withRoles } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import type { JsonValue } from "@fairline/core";
import { assignRoles } from "./assign-roles.ts";
import type { RoleRules } from "./assign-roles.ts";
import { checkRoleValues } from "./check-role-values.ts";
import { resolveTask } from "./resolve-task.ts";
import type { TaskChoice } from "./task-fields.ts";

/** What a table is to say about itself. */
export interface TableAnnotations extends TaskChoice {
  /** Undefined keeps the roles that the table has. */
  readonly rules?: RoleRules | undefined;
  /** Where the data came from. */
  readonly source: JsonValue;
}

/**
 * The same rows with roles, task, positive class and source, once the values are found to agree with them.
 *
 * @throws FairlineError as {@link assignRoles}, {@link resolveTask} and {@link checkRoleValues} do.
 */
export function annotateTable(table: Table, description: TableAnnotations): Table {
  const { rules, source, task, positive } = description;
  const before = tableMeta(table);
  const roled = rules === undefined ? table : withAssignedRoles(table, rules);
  const settled = resolveTask(roled, {
    task: task ?? before.task,
    positive: positive ?? before.positive,
  });
  const described = withMeta(roled, {
    ...(settled.task === undefined ? {} : { task: settled.task }),
    ...(settled.positive === undefined ? {} : { positive: settled.positive }),
    source,
  });
  checkRoleValues(described);
  return described;
}

function withAssignedRoles(table: Table, rules: RoleRules): Table {
  const columns = columnNames(table).map((name) => ({ name, type: columnType(table, name) }));
  return [...assignRoles(columns, rules)].reduce(
    (roled, [name, roles]) => withRoles(roled, name, roles),
    table,
  );
}
