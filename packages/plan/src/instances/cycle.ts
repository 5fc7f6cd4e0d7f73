import type { SourceLocation } from "@fairline/core";
import type { Problems } from "@fairline/yaml";

/**
 * Reports stages that wait for each other.
 *
 * @param cycle - Each stage needs the next one, and the last the first.
 * @param place - Where the first of them names the next.
 */
export function reportCycle(
  cycle: readonly string[],
  location: SourceLocation,
  problems: Problems,
): void {
  const path = [...cycle, cycle[0]].join(" → ");
  problems.error(location, {
    code: "cycle",
    message:
      cycle.length === 1
        ? `the stage "${String(cycle[0])}" needs itself`
        : `these stages need each other: ${path}`,
    hint: "Take one of the connections out.",
  });
}
