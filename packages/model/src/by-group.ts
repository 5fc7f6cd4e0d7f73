import { categories } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { FairlineError, nameHint } from "@fairline/core";

/** Something for each group of a column. */
export interface ByGroup<T> {
  /** The column that says a row's group. */
  readonly attribute: string;
  /** By group, as the column writes it. */
  readonly groups: Readonly<Record<string, T>>;
  /** For rows whose group is missing or has none of its own; null where such rows are refused. */
  readonly otherwise: T | null;
}

/**
 * What each row gets of what there is by group.
 *
 * @param table - Read only for the attribute; numbers there are groups as written.
 * @throws FairlineError `COLUMN_MISSING` if the attribute is not in the table. Where rows are refused, `VALUE_MISSING` for a row
 *   without a group and `VALUE_INVALID` for one of an unknown group, with the row's number.
 */
export function rowParts<T>(
  table: Table,
  { attribute, groups, otherwise }: ByGroup<T>,
  firstRow = 0,
): (row: number) => T {
  const { codes, values } = categories(table, attribute);
  const parts = values.map((group) => (Object.hasOwn(groups, group) ? groups[group]! : otherwise));
  return (row) => {
    const part = parts[codes[row]!] ?? otherwise;
    if (part !== null) return part;
    throw refusal({ attribute, groups }, values[codes[row]!], firstRow + row + 1);
  };
}

function refusal(
  { attribute, groups }: Pick<ByGroup<unknown>, "attribute" | "groups">,
  group: string | undefined,
  row: number,
): FairlineError {
  const at = `in row ${String(row)}`;
  if (group === undefined) {
    return new FairlineError(
      "VALUE_MISSING",
      `"${attribute}" is missing ${at}, and the model decides by group`,
      { hint: "Fill it in, leave the row out, or fit the rule with another value of missing." },
    );
  }
  return new FairlineError(
    "VALUE_INVALID",
    `"${attribute}" is "${group}" ${at}, a group that the model has no rule for`,
    { hint: nameHint(group, Object.keys(groups), "groups") },
  );
}
