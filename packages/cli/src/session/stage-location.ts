import { relative } from "node:path";
import type { ErrorLocation } from "@fairline/core";
import type { Instance } from "@fairline/plan";

/**
 * Where an instance's stage stands in its pipeline file, for messages.
 *
 * @param texts - Texts of the pipeline's files, by absolute path.
 * @param base - The file is named relative to this folder.
 */
export function stageLocation(
  { location: { file, range } }: Pick<Instance, "location">,
  texts: ReadonlyMap<string, string>,
  base: string,
): ErrorLocation {
  const before = (texts.get(file) ?? "").slice(0, range.offset).split("\n");
  return { file: relative(base, file), line: before.length, column: before.at(-1)!.length + 1 };
}
