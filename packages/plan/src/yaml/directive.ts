import type { CST } from "yaml";
import type { Problems } from "../diagnostics/problems.ts";
import { placeIn, type SourceText } from "./source-text.ts";

/** Refuses `%YAML` and `%TAG` lines, which would change what the rest of the file means. */
export function checkDirectives(
  tokens: readonly CST.Token[],
  source: SourceText,
  problems: Problems,
): void {
  for (const token of tokens) {
    if (token.type !== "directive") continue;
    problems.error(placeIn(source, token.offset, token.offset + token.source.length), {
      code: "yaml-unsupported",
      message: `the directive ${token.source} is not supported`,
      hint: "Remove the line: pipeline files are YAML 1.2.",
    });
  }
}
