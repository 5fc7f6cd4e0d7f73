import type { ColumnType } from "@fairline/arrow";
import { FairlineError, ROLES, nameHint } from "@fairline/core";
import type { Role } from "@fairline/core";
import { SINGLE_ROLES } from "./roles.ts";
import type { Roles } from "./roles.ts";

/** A column to give roles to. */
export interface RoleTarget {
  readonly name: string;
  readonly type: ColumnType;
}

/** What {@link assignRoles} goes by. */
export interface RoleRules {
  readonly roles: Roles;
  /** Sensitive columns are features too; otherwise only those that `feature` lists. */
  readonly sensitiveAsFeatures: boolean;
  /** What messages call the place that the columns come from: `decisions.csv`. */
  readonly place: string;
}

/**
 * The roles of every column.
 *
 * `feature: rest` takes the columns of numbers, booleans and categories that have no other role. Free text, dates and
 * nested values become features only where they are listed.
 *
 * @throws FairlineError `COLUMN_MISSING` for a role on a column that does not exist, with the nearest that does.
 */
export function assignRoles(
  columns: readonly RoleTarget[],
  rules: RoleRules,
): ReadonlyMap<string, readonly Role[]> {
  const assigned = new Map(columns.map(({ name }) => [name, new Set<Role>()]));
  const give = (name: string, role: Role): void => {
    const roles = assigned.get(name);
    if (roles === undefined) throw missing(name, role, assigned.keys(), rules.place);
    roles.add(role);
  };
  const { roles } = rules;
  for (const role of SINGLE_ROLES) {
    const name = roles[role];
    if (name !== undefined) give(name, role);
  }
  for (const name of roles.ignored) give(name, "ignored");
  for (const name of roles.sensitive) give(name, "sensitive");
  if (roles.feature !== "rest") for (const name of roles.feature) give(name, "feature");
  for (const { name, type } of columns) {
    const own = assigned.get(name)!;
    const isPlain = type !== "text" && type !== "other";
    const isRest = own.size === 0 && isPlain && roles.feature === "rest";
    if (isRest || (own.has("sensitive") && rules.sensitiveAsFeatures)) own.add("feature");
  }
  return new Map([...assigned].map(([name, own]) => [name, ROLES.filter((role) => own.has(role))]));
}

function missing(
  name: string,
  role: Role,
  columns: Iterable<string>,
  place: string,
): FairlineError {
  return new FairlineError(
    "COLUMN_MISSING",
    `the role ${role} is for column "${name}", which ${place} does not have`,
    { hint: nameHint(name, columns, "columns") },
  );
}
