import type { MapEntry, Problems } from "@fairline/yaml";
import { basename } from "node:path";

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
  problems.error(second.keyLocation, {
    code: "include-conflict",
    message: `"${key}" is in the ${section} of ${basename(first.keyLocation.file)} too`,
    hint: "Rename one of them, or remove it.",
  });
}
