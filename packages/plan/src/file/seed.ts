import type { JsonValue } from "@fairline/core";
import type { Problems } from "../diagnostics/problems.ts";
import type { NodePlace } from "../yaml/syntax.ts";

/** Whether the root seed is a whole number of at least 0. */
export function checkSeed(value: JsonValue, place: NodePlace, problems: Problems): value is number {
  if (Number.isSafeInteger(value) && Number(value) >= 0) return true;
  problems.error(place, {
    code: "value-type",
    message: `"seed" must be a whole number of at least 0, and is ${JSON.stringify(value)}`,
    hint: "Write seed: 17.",
  });
  return false;
}
