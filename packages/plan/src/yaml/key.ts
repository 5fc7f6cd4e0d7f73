import type { Problems } from "../diagnostics/problems.ts";
import type { NodePlace } from "./syntax.ts";

/** Whether a key may stand in a map; a problem where not: `<<`, `__proto__`, no plain text, or given before. */
export function checkKey(
  key: string | undefined,
  taken: ReadonlyMap<string, unknown>,
  place: NodePlace,
  problems: Problems,
): key is string {
  if (key === undefined) {
    problems.error(place, {
      code: "yaml-unsupported",
      message: "a key must be plain text",
      hint: "Write the key as a word.",
    });
    return false;
  }
  if (key === "<<") {
    problems.error(place, {
      code: "yaml-unsupported",
      message: "merge keys (<<) are not supported",
      hint: "Use `defaults:` for what stages share, or an anchor for a whole value.",
    });
    return false;
  }
  if (key === "__proto__") {
    problems.error(place, { code: "name-invalid", message: 'the key "__proto__" is not allowed' });
    return false;
  }
  if (taken.has(key)) {
    problems.error(place, {
      code: "name-duplicate",
      message: `the key ${JSON.stringify(key)} is given twice`,
      hint: "Remove one of them.",
    });
    return false;
  }
  return true;
}
