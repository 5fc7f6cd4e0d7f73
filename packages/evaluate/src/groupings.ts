import { columnType, cross, groupName, partition, sensitiveColumns } from "@fairline/arrow";
import type { Partition, Table } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import type { Grouping } from "./sample.ts";

/** Which ways to divide the rows. */
export interface GroupingChoice {
  /** Sensitive columns; those with the role if left out. */
  readonly attributes?: readonly string[] | undefined;
  /** Sets of attributes to cross; `true` for all of them at once, `false` for none. */
  readonly intersections: boolean | readonly (readonly string[])[];
  /** A column within whose values groups are compared as well. */
  readonly within?: string | undefined;
}

/** Distinct numbers up to which a numeric column counts as groups. */
const MOST_NUMBERS = 20;
/** Groups of one attribute beyond which it is not one. */
const MOST_GROUPS = 200;

/**
 * Divides rows into groups: by each attribute, by intersections, and by attribute within a column's values.
 *
 * Groups are in alphabetical order, numbers in theirs, missing values last. Only groups that occur are listed.
 *
 * @param rows - Row numbers in `table`; the codes of a grouping follow them.
 * @throws FairlineError `ROLE_MISSING`, `COLUMN_MISSING`, `COLUMN_TYPE` for a column of many numbers,
 *   `VALUE_INVALID` for one with too many groups.
 */
export function groupingsOf(table: Table, rows: Uint32Array, choice: GroupingChoice): Grouping[] {
  const names = choice.attributes ?? sensitiveColumns(table);
  const single = (name: string): Grouping => groupingOf(table, rows, name);
  const attributes = names.map(single);
  const crossed = crossings(choice.intersections, names).map((set) =>
    intersection(set.map(single)),
  );
  const all = [...attributes, ...crossed];
  requireOwnNames(attributes, crossed);
  if (choice.within === undefined) return all;
  const strata = single(choice.within);
  return [...all, ...all.flatMap((grouping) => within(grouping, strata))];
}

function groupingOf(table: Table, rows: Uint32Array, name: string): Grouping {
  const found = partition(table, [name], { rows, missing: "group" });
  const type = columnType(table, name);
  const distinct = found.groups.filter(({ values: [value] }) => value !== null).length;
  if ((type === "number" || type === "integer") && distinct > MOST_NUMBERS) {
    throw new FairlineError(
      "COLUMN_TYPE",
      `column "${name}" holds ${String(distinct)} distinct numbers, too many to be groups`,
      {
        hint: `Band it in a clean stage first (bands: { ${name}: [30, 40, 50] }), or leave it out of attributes.`,
      },
    );
  }
  requireFew(name, found);
  return { ...found, attribute: name, within: null };
}

function crossings(
  intersections: GroupingChoice["intersections"],
  names: readonly string[],
): readonly (readonly string[])[] {
  if (intersections === false) return [];
  if (intersections !== true) return intersections;
  if (names.length < 2) {
    throw new FairlineError(
      "ROLE_MISSING",
      `intersections need two attributes or more; there is: ${names.join(", ") || "none"}`,
      {
        hint: "Give another column the role sensitive, name it in attributes, or drop intersections.",
      },
    );
  }
  return [names];
}

/** The groups that occur when several attributes are taken together. */
function intersection(parts: readonly Grouping[]): Grouping {
  const crossed = parts.slice(1).reduce<Partition>(cross, parts[0]!);
  const attribute = groupName(crossed.columns);
  requireFew(attribute, crossed);
  return { ...crossed, attribute, within: null };
}

/** One grouping per stratum: its rows divided as before, all others left out. */
function within(grouping: Grouping, strata: Grouping): Grouping[] {
  const [column] = strata.columns;
  return strata.groups.map(({ name }, stratum) => {
    const own = grouping.codes.map((code, row) => (strata.codes[row] === stratum ? code : -1));
    const sizes = new Uint32Array(grouping.groups.length);
    for (const code of own) if (code >= 0) sizes[code]! += 1;
    const used = [...sizes.keys()].filter((g) => sizes[g]! > 0);
    const placeOf = new Map(used.map((g, place) => [g, place]));
    return {
      ...grouping,
      within: { column: column!, value: name },
      groups: used.map((g) => ({ ...grouping.groups[g]!, size: sizes[g]! })),
      codes: own.map((code) => placeOf.get(code) ?? -1),
    };
  });
}

/** Refuses a column whose name is that of an intersection of others. */
function requireOwnNames(attributes: readonly Grouping[], crossed: readonly Grouping[]): void {
  for (const { attribute, columns } of crossed) {
    if (!attributes.some((single) => single.attribute === attribute)) continue;
    throw new FairlineError(
      "COLUMN_DUPLICATE",
      `column "${attribute ?? ""}" has the name of the intersection of ${columns.map((name) => `"${name}"`).join(" and ")}`,
      { hint: "Rename the column in a clean stage, or leave it out of attributes." },
    );
  }
}

function requireFew(name: string, { groups }: Partition): void {
  if (groups.length <= MOST_GROUPS) return;
  throw new FairlineError(
    "VALUE_INVALID",
    `"${name}" divides the rows into ${String(groups.length)} groups; at most ${String(MOST_GROUPS)} can be compared`,
    { hint: "Merge rare values in a clean stage first, or leave it out of attributes." },
  );
}
