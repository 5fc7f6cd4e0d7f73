import { isName, NAME_RULE } from "./names.ts";
import type { Problems } from "../diagnostics/problems.ts";
import type { NodePlace } from "./syntax.ts";

/**
 * Whether a name can be used, a problem where not.
 *
 * @param noun - What is named: "stage", "port".
 */
export function checkName(
  name: string,
  noun: string,
  place: NodePlace,
  problems: Problems,
): boolean {
  if (isName(name)) return true;
  problems.error(place, {
    code: "name-invalid",
    message: `${JSON.stringify(name.slice(0, 100))} cannot be the name of a ${noun}`,
    hint: NAME_RULE,
  });
  return false;
}
