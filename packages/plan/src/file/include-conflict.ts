import { basename } from "node:path";
import type { Problems } from "../diagnostics/problems.ts";
import type { MapEntry } from "../yaml/syntax.ts";

/** Reports a name that an included file gives and another file gave before. */
export function reportIncludeConflict(
  conflict: {
    /** `params`, `defaults` or `stages`. */
    readonly section: string;
    readonly key: string;
    readonly first: MapEntry;
    readonly second: MapEntry;
  },
  problems: Problems,
): void {
  const { section, key, first, second } = conflict;
  problems.error(second.keyPlace, {
    code: "include-conflict",
    message: `"${key}" is in the ${section} of ${basename(first.keyPlace.file)} too`,
    hint: "Rename one of them, or remove it.",
  });
}
