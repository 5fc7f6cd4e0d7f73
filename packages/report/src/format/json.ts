import type { JsonValue } from "@fairline/core";

/** Tells a map from the other values of JSON. */
export function isRecord(value: JsonValue): value is Readonly<Record<string, JsonValue>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
