import { nameHint } from "@fairline/core";
import type { Problems } from "../diagnostics/problems.ts";
import type { MapEntry, MapNode } from "./syntax.ts";

/** The entries of a map whose keys are known; a problem for each other one. */
export function knownEntries(
  node: MapNode,
  known: readonly string[],
  owner: string,
  problems: Problems,
): ReadonlyMap<string, MapEntry> {
  const entries = new Map<string, MapEntry>();
  for (const [key, entry] of node.entries) {
    if (known.includes(key)) entries.set(key, entry);
    else {
      problems.error(entry.keyPlace, {
        code: "key-unknown",
        message: `${owner} has no key ${JSON.stringify(key)}`,
        hint: nameHint(key, known, "keys"),
      });
    }
  }
  return entries;
}
