import type { JsonValue } from "@fairline/core";

/** Keys and indexes that lead to a part of a value. */
export type Path = readonly PropertyKey[];

/** The part of a value that a path leads to; undefined where there is none. */
export function valueAt(value: JsonValue, path: Path): JsonValue | undefined {
  let at: JsonValue | undefined = value;
  for (const step of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) return undefined;
    // The own members of what JSON can say are so too.
    at = (at as Readonly<Record<PropertyKey, JsonValue>>)[step];
  }
  return at;
}

/** `fairness.penalty`, `hidden[0]`; `start` is what comes before the first step. */
export function pathText(path: Path, start: string): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${String(step)}]`;
    return text === "" ? String(step) : `${text}.${String(step)}`;
  }, start);
}

/** A text that two paths share only where they are the same. */
export function pathKey(path: Path): string {
  return path.map(String).join("\0");
}
