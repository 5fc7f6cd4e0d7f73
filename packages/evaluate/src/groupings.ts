import { categories, columnType, sensitiveColumns, takeColumn } from "@fairline/arrow";
import type { CategoryColumn, Table } from "@fairline/arrow";
import { compareText, FairlineError } from "@fairline/core";
import type { Grouping } from "./sample.ts";

/** The group of rows whose sensitive value is null. */
export const MISSING = "(missing)";

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
  const crossed = crossings(choice.intersections, names).map((set) => cross(set.map(single)));
  const all = [...attributes, ...crossed];
  if (choice.within === undefined) return all;
  const strata = single(choice.within);
  return [...all, ...all.flatMap((grouping) => within(grouping, strata))];
}

function groupingOf(table: Table, rows: Uint32Array, name: string): Grouping {
  const type = columnType(table, name);
  const taken = takeColumn(categories(table, name), rows) as CategoryColumn;
  const used = [...new Set(taken.codes)].filter((code) => code >= 0);
  const isNumeric = type === "number" || type === "integer";
  if (isNumeric && used.length > MOST_NUMBERS) {
    throw new FairlineError(
      "COLUMN_TYPE",
      `column "${name}" holds ${String(used.length)} distinct numbers, too many to be groups`,
      {
        hint: `Band it in a clean stage first (bands: { ${name}: [30, 40, 50] }), or leave it out of attributes.`,
      },
    );
  }
  const words = used.map((code) => taken.values[code]!);
  words.sort(isNumeric ? (a, b) => Number(a) - Number(b) : compareText);
  const positions = new Map(words.map((word, g) => [word, g]));
  const isMissing = taken.codes.includes(-1);
  const groups = isMissing && !positions.has(MISSING) ? [...words, MISSING] : words;
  requireFew(name, groups);
  const missing = positions.get(MISSING) ?? words.length;
  const codes = taken.codes.map((code) =>
    code < 0 ? missing : positions.get(taken.values[code]!)!,
  );
  return { attribute: name, groups, codes };
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
function cross(parts: readonly Grouping[]): Grouping {
  const n = parts[0]!.codes.length;
  const keys = Float64Array.from({ length: n }, (_, row) =>
    parts.reduce((key, { groups, codes }) => key * groups.length + codes[row]!, 0),
  );
  const used = [...new Set(keys)].sort((a, b) => a - b);
  const positions = new Map(used.map((key, g) => [key, g]));
  const attribute = parts.map((part) => part.attribute).join(" × ");
  const groups = used.map((key) => namesOf(key, parts).join(" × "));
  requireFew(attribute, groups);
  return { attribute, groups, codes: Int32Array.from(keys, (key) => positions.get(key)!) };
}

/** Takes a key of {@link cross} apart again. */
function namesOf(key: number, parts: readonly Grouping[]): string[] {
  const names: string[] = [];
  let rest = key;
  for (const { groups } of parts.toReversed()) {
    names.unshift(groups[rest % groups.length]!);
    rest = Math.floor(rest / groups.length);
  }
  return names;
}

/** One grouping per stratum: its rows divided as before, all others left out. */
function within(grouping: Grouping, strata: Grouping): Grouping[] {
  return strata.groups.map((name, stratum) => {
    const codes = grouping.codes.map((code, row) => (strata.codes[row] === stratum ? code : -1));
    const used = [...new Set(codes)].filter((code) => code >= 0).sort((a, b) => a - b);
    return {
      attribute: `${grouping.attribute ?? ""} within ${strata.attribute ?? ""}=${name}`,
      groups: used.map((code) => grouping.groups[code]!),
      codes: codes.map((code) => used.indexOf(code)),
    };
  });
}

function requireFew(name: string, groups: readonly string[]): void {
  if (groups.length <= MOST_GROUPS) return;
  throw new FairlineError(
    "VALUE_INVALID",
    `"${name}" divides the rows into ${String(groups.length)} groups; at most ${String(MOST_GROUPS)} can be compared`,
    { hint: "Merge rare values in a clean stage first, or leave it out of attributes." },
  );
}
