import type { Problems } from "@fairline/yaml";
import type { JsonValue, SourceLocation } from "@fairline/core";

/** Whether the root seed is a whole number of at least 0. */
export function checkSeed(
  value: JsonValue,
  location: SourceLocation,
  problems: Problems,
): value is number {
  if (Number.isSafeInteger(value) && Number(value) >= 0) return true;
  problems.error(location, {
    code: "value-type",
    message: `"seed" must be a whole number of at least 0, and is ${JSON.stringify(value)}`,
    hint: "Write seed: 17.",
  });
  return false;
}
