import type { Grouping } from "./sample.ts";

/** Groups of an attribute that may be one, written in different ways. */
export interface AlikeNames {
  readonly attribute: string;
  readonly names: readonly string[];
}

/** Groups of one column whose names differ by case, blanks or Unicode form only; the largest first. */
export function alikeNames({ attribute, columns, groups, within }: Grouping): AlikeNames[] {
  if (attribute === null || columns.length > 1 || within !== null) return [];
  const found = new Map<string, string[]>();
  for (const { values } of groups.toSorted(
    (a, b) => b.size - a.size || a.name.length - b.name.length,
  )) {
    const [value] = values;
    if (value === null || value === undefined) continue;
    const key = value.normalize("NFKC").toLowerCase().replaceAll(/\s+/gu, " ").trim();
    const names = found.get(key) ?? [];
    names.push(value);
    found.set(key, names);
  }
  return [...found.values()]
    .filter((names) => names.length > 1)
    .map((names) => ({ attribute, names }));
}

/** What a user should know of them, with the step that puts them together. */
export function alikeMessage({ attribute, names: [first = "", ...others] }: AlikeNames): string {
  const list = [first, ...others].map(quoted).join(" and ");
  const map = others.map((name) => `${quoted(name)}: ${quoted(first)}`).join(", ");
  return `"${attribute}" has groups whose names differ only by case, blanks or Unicode form: ${list}; if they are one, put them together in a clean stage (map-values: { ${attribute}: { ${map} } })`;
}

/** In quotation marks as JSON and YAML have them, with marks and blanks that are hard to see as their numbers. */
function quoted(name: string): string {
  return JSON.stringify(name).replaceAll(/\p{M}|(?! )\s/gu, (sign) =>
    Array.from(
      { length: sign.length },
      (_, i) => `\\u${sign.charCodeAt(i).toString(16).padStart(4, "0")}`,
    ).join(""),
  );
}
