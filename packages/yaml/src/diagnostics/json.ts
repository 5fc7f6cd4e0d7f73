import type { FileProblems, JsonValue } from "@fairline/core";
import { LineIndex } from "./line-index.ts";

/**
 * Problems as JSON: a list of maps with `severity`, `code`, `message`, `hint` (null where there is none), `file`,
 * and `line`, `column`, `endLine`, `endColumn`, which count from 1 and are null for a file as a whole.
 */
export function diagnosticsJson({ diagnostics, texts }: FileProblems): JsonValue {
  const indexes = new Map([...texts].map(([file, text]) => [file, new LineIndex(text)]));
  return diagnostics.map(({ severity, code, message, hint, file, range }) => {
    const index = indexes.get(file);
    const start = range && index?.at(range.offset);
    const end = range && index?.at(range.offset + range.length);
    return {
      severity,
      code,
      message,
      hint: hint ?? null,
      file,
      line: start?.line ?? null,
      column: start?.column ?? null,
      endLine: end?.line ?? null,
      endColumn: end?.column ?? null,
    };
  });
}
