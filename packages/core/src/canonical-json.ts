import type { JsonValue } from "./artifact.ts";
import { compareText } from "./compare-text.ts";

/**
 * The one JSON text of a value: keys sorted by their UTF-16 units, no spaces, numbers as ECMAScript prints them. Members
 * that are undefined are left out.
 *
 * @throws RangeError for a number that is not finite, which JSON cannot say.
 * @see RFC 8785, section 3.2.
 */
export function canonicalJson(value: JsonValue): string {
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new RangeError(`${String(value)} is no JSON number`);
  }
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.entries<JsonValue | undefined>(value)
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([name, member]) =>
      member === undefined ? [] : [`${JSON.stringify(name)}:${canonicalJson(member)}`],
    );
  return `{${members.join(",")}}`;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
