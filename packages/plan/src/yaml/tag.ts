import type { YAMLWarning } from "yaml";
import type { Problems } from "../diagnostics/problems.ts";
import { placeIn, type SourceText } from "./source-text.ts";

/** Refuses tags outside the core schema: `!mine`, `!!set`, `!!binary`. */
export function reportTags(
  warnings: readonly YAMLWarning[],
  source: SourceText,
  problems: Problems,
): void {
  for (const { code, pos } of warnings) {
    if (code !== "TAG_RESOLVE_FAILED") continue;
    const [offset, end] = pos;
    problems.error(placeIn(source, offset, end), {
      code: "yaml-unsupported",
      message: `the tag ${source.text.slice(offset, end)} is not supported`,
      hint: "Remove the tag.",
    });
  }
}
