import { dirname } from "node:path";
import { FairlineError } from "@fairline/core";
import type { ErrorCode } from "@fairline/core";
import type { z } from "zod";
import { INVALID, Problems } from "./diagnostics/problems.ts";
import { renderDiagnostics } from "./diagnostics/render.ts";
import { isEmpty, jsonOf } from "./nodes/node.ts";
import { parseYaml } from "./nodes/parse.ts";
import type { SourceText } from "./nodes/source-text.ts";
import { reportIssues } from "./schema-errors/report.ts";

/** How to speak of a file, and what to throw where it is wrong. */
export interface FileNames {
  readonly code: ErrorCode;
  /** The file: "the profile ci.yaml". */
  readonly file: string;
  /** Any file of its kind: "a profile". */
  readonly kind: string;
  /** Where to read what such a file holds. */
  readonly hint?: string;
}

/**
 * Reads a file that one schema describes. An empty file is a map without keys.
 *
 * @throws FairlineError with the code and every problem of the file.
 */
export function readBySchema<S extends z.ZodType>(
  source: SourceText,
  schema: S,
  names: FileNames,
): z.output<S> {
  const problems = new Problems();
  const node = parseYaml(source, problems);
  if (node !== INVALID && problems.isEmpty) {
    const value = isEmpty(node) ? {} : jsonOf(node);
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    const owner = { owner: names.kind, noun: "key", ownerLocation: { file: source.file } } as const;
    reportIssues(result.error.issues, { schema, value, node, ...owner }, problems);
  }
  const found = {
    diagnostics: problems.sorted(source.file),
    texts: new Map([[source.file, source.text]]),
  };
  const shown = renderDiagnostics(found, { color: false, base: dirname(source.file) });
  throw new FairlineError(names.code, `${names.file} is not valid\n\n${shown.trimEnd()}`, {
    problems: found,
    ...(names.hint === undefined ? {} : { hint: names.hint }),
  });
}
