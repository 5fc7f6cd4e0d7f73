import { columnsWithRole, columnType, partition, rowsOfSplit } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import type { Split } from "@fairline/core";

/**
 * Holds a split to having rows of every group of every attribute in every split that it has. A missing value is no group, and
 * an attribute of fractional numbers has none.
 *
 * @throws FairlineError `GROUP_EMPTY`, naming every attribute, group and split without rows, and how many the group has.
 */
export function requireGroups(table: Table, splits: readonly Split[]): void {
  const attributes = columnsWithRole(table, "sensitive").filter(
    (name) => columnType(table, name) !== "number",
  );
  const empty = attributes.flatMap((attribute) => emptyGroups(table, attribute, splits));
  if (empty.length === 0) return;
  throw new FairlineError("GROUP_EMPTY", empty.join("; "), {
    hint: "Split by the attribute (by: [sensitive]), make the split larger, or filter or merge small groups before.",
  });
}

function emptyGroups(table: Table, attribute: string, splits: readonly Split[]): string[] {
  const { groups, codes } = partition(table, [attribute], { missing: "omit" });
  const present = splits.map(
    (name) => new Set(Array.from(rowsOfSplit(table, name), (row) => codes[row])),
  );
  return groups.flatMap(({ name: group, size }, g) =>
    splits
      .filter((_, s) => !present[s]!.has(g))
      .map(
        (name) =>
          `group "${group}" of attribute "${attribute}" has no rows in the split "${name}" (${String(size)} in all)`,
      ),
  );
}
