import { nameHint } from "@fairline/core";
import type { JsonValue } from "@fairline/core";
import { ExpressionError } from "../expression-error.ts";
import type { PathExpression, TextPlace } from "../expression.ts";

/** How messages speak of the value whose member is asked for. */
export interface Owner {
  /** What it is called: `params.model`. */
  readonly name: string;
  /** What its members are called, in the plural: "parameters". */
  readonly members?: string;
  /** What to underline. */
  readonly place: TextPlace;
}

/**
 * A member of a map or an item of a list, from 0. What every object inherits is no member, nor is a list's length.
 *
 * @throws ExpressionError `EXPRESSION_UNKNOWN` with the nearest name
 */
export function memberOf(value: JsonValue, key: string | number, owner: Owner): JsonValue {
  if (hasMember(value, key)) return value[key]!;
  throw new ExpressionError(
    "EXPRESSION_UNKNOWN",
    `${owner.name} has no member ${JSON.stringify(key)}`,
    owner.place,
    {
      hint: Array.isArray(value)
        ? `It is a list of ${String(value.length)}; the first index is 0.`
        : nameHint(String(key), Object.keys(value ?? {}), owner.members ?? "members"),
    },
  );
}

function hasMember(
  value: JsonValue,
  key: string | number,
): value is Readonly<Record<string | number, JsonValue>> {
  if (typeof value !== "object" || value === null) return false;
  return Object.hasOwn(value, key) && (!Array.isArray(value) || typeof key === "number");
}

/** What a path leads to from the value of its name. @throws ExpressionError as {@link memberOf} */
export function valueOfPath(value: JsonValue, { name, keys, place }: PathExpression): JsonValue {
  let at = { value, name };
  for (const key of keys) {
    at = {
      value: memberOf(at.value, key, { name: at.name, place }),
      name: typeof key === "number" ? `${at.name}[${String(key)}]` : `${at.name}.${key}`,
    };
  }
  return at.value;
}
