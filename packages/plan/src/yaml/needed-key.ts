import { nearestName } from "@fairline/core";
import type { Place, Problems } from "../diagnostics/problems.ts";
import type { MapNode } from "./syntax.ts";

/** Reports a key that is missing, unless a misspelt one stands for it and was reported. */
export function checkNeededKey(
  node: MapNode,
  key: string,
  about: {
    readonly owner: string;
    /** Every key that the map may have. */
    readonly known: readonly string[];
    readonly place: Place;
    readonly hint: string;
  },
  problems: Problems,
): void {
  const { known } = about;
  if (node.entries.has(key)) return;
  const misspelt = [...node.entries.keys()].some(
    (given) => !known.includes(given) && nearestName(given, known) === key,
  );
  if (misspelt) return;
  problems.error(about.place, {
    code: "key-missing",
    message: `${about.owner} needs the key "${key}"`,
    hint: about.hint,
  });
}
