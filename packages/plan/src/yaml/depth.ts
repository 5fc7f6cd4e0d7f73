import type { Problems } from "../diagnostics/problems.ts";
import { placeIn, type SourceText } from "./source-text.ts";

/** How deep a file may be nested: what reads the tree later is recursive. */
export const DEEPEST = 100;

/** Reports text that is nested more than {@link DEEPEST} levels deep, where it goes too deep. */
export function reportDepth(offset: number, source: SourceText, problems: Problems): void {
  problems.error(placeIn(source, offset, offset + 1), {
    code: "yaml-unsupported",
    message: `the file is nested more than ${String(DEEPEST)} levels deep`,
    hint: "Flatten it.",
  });
}
