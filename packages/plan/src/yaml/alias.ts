import type { Problems } from "../diagnostics/problems.ts";
import type { NodePlace } from "./syntax.ts";

/** How many values aliases may repeat in one file. */
export const MOST_REPEATED = 100_000;

/** Reports an alias whose anchor is missing, stands after it, or contains it. */
export function reportAlias(
  name: string,
  contained: boolean,
  place: NodePlace,
  problems: Problems,
): void {
  problems.error(place, {
    code: "yaml-unsupported",
    message: contained
      ? `the alias *${name} stands inside the very value that it repeats`
      : `the alias *${name} has no anchor &${name} before it`,
    hint: contained ? "Write the value out." : `Mark the value to repeat with &${name}.`,
  });
}

/** Reports aliases of aliases that would multiply the file beyond reason. */
export function reportRepetition(place: NodePlace, problems: Problems): void {
  problems.error(place, {
    code: "yaml-unsupported",
    message: `aliases repeat more than ${MOST_REPEATED.toLocaleString("en")} values`,
    hint: "Write the values out, or move them into a file of their own.",
  });
}
