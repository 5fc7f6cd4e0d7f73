import type { CST } from "yaml";
import type { Problems } from "../diagnostics/problems.ts";
import { placeIn, type SourceText } from "./source-text.ts";

/** Refuses a second document in the same file. */
export function checkSingleDocument(
  tokens: readonly CST.Token[],
  source: SourceText,
  problems: Problems,
): void {
  const [, second] = tokens.filter(({ type }) => type === "document");
  if (second === undefined) return;
  problems.error(placeIn(source, second.offset, second.offset + 3), {
    code: "yaml-unsupported",
    message: "the file holds more than one YAML document",
    hint: "Put each pipeline in a file of its own.",
  });
}
