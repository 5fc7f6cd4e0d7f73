import type { JsonValue } from "@fairline/core";
import { keyJson } from "../action/key.ts";

/** A leaf in which two values differ; undefined on the side that does not have it. */
export interface ValueDifference {
  /** `fairness.strength`, `hidden[1]`; empty where the values differ as a whole. */
  readonly path: string;
  readonly a: JsonValue | undefined;
  readonly b: JsonValue | undefined;
}

/** Every leaf in which two values differ. Lists of different length differ as a whole. */
export function* valuesThatDiffer(
  path: string,
  a: JsonValue | undefined,
  b: JsonValue | undefined,
): Iterable<ValueDifference> {
  if (isSame(a, b)) return;
  if (isMap(a) && isMap(b)) {
    for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
      yield* valuesThatDiffer(path === "" ? name : `${path}.${name}`, a[name], b[name]);
    }
  } else if (isList(a) && isList(b) && a.length === b.length) {
    for (const [index, value] of a.entries()) {
      yield* valuesThatDiffer(`${path}[${String(index)}]`, value, b[index]);
    }
  } else yield { path, a, b };
}

/** Whether two values are the same as JSON; undefined is the same as itself only. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a === b || keyJson(a) === keyJson(b);
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isMap(value: JsonValue | undefined): value is Readonly<Record<string, JsonValue>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
