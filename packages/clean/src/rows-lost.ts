import { columnNames, columnType, columnsWithRole, partition } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { groupedDigits } from "@fairline/core";

/** A step that removes this share of all rows, or of a group's, is warned of. */
const NOTABLE_SHARE = 0.1;

/** So many groups are named. */
const MOST_GROUPS = 8;

/** What a step removed, in a sentence. */
export interface RowsLost {
  /** A warning where it is a tenth of the rows or more, or of a group of a sensitive attribute. */
  readonly level: "info" | "warn";
  readonly message: string;
}

/**
 * Says how many rows a step removed, and of which groups of the sensitive attributes at least a tenth; undefined where it removed none.
 *
 * @param step - The step's name.
 * @param after - The table that the step made of `before`: its groups are counted where it still has the attribute, by value.
 */
export function rowsLost(step: string, before: Table, after: Table): RowsLost | undefined {
  const lost = before.numRows - after.numRows;
  if (lost <= 0) return undefined;
  const groups = columnsWithRole(before, "sensitive")
    .filter((name) => isKept(name, before, after))
    .flatMap((name) => groupsLost(name, before, after));
  const share = lost / before.numRows;
  const isNotable = share >= NOTABLE_SHARE || groups.length > 0;
  const all = `${step} removed ${countOf(lost, before.numRows)} rows${isNotable ? ` (${percent(share)})` : ""}`;
  return {
    level: isNotable ? "warn" : "info",
    message: groups.length === 0 ? all : `${all}: of ${listed(groups)}`,
  };
}

function listed(groups: readonly string[]): string {
  const others = groups.length - MOST_GROUPS;
  if (others <= 0) return groups.join(", ");
  return `${groups.slice(0, MOST_GROUPS).join(", ")} and ${String(others)} more`;
}

function isKept(name: string, before: Table, after: Table): boolean {
  return columnNames(after).includes(name) && columnType(before, name) === columnType(after, name);
}

/** The groups that lost a tenth or more, each with its numbers. */
function groupsLost(name: string, before: Table, after: Table): string[] {
  const left = sizes(name, after);
  return [...sizes(name, before)].flatMap(([group, rows]) => {
    const lost = rows - (left.get(group) ?? 0);
    return lost / rows >= NOTABLE_SHARE ? [`${name} "${group}" ${countOf(lost, rows)}`] : [];
  });
}

function sizes(name: string, table: Table): ReadonlyMap<string, number> {
  const { groups } = partition(table, [name], { missing: "group" });
  return new Map(groups.map((group) => [group.name, group.size]));
}

function countOf(part: number, whole: number): string {
  return `${groupedDigits(part)} of ${groupedDigits(whole)}`;
}

function percent(share: number): string {
  return `${String(Math.round(share * 100))} %`;
}
