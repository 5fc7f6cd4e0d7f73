import { ruleColumns, scoreMapColumns } from "@fairline/model";
import type { ModelFile } from "@fairline/model";

/** A column that rows must have, and how it is read. */
export interface ModelColumn {
  readonly name: string;
  readonly type: "number" | "words";
}

/**
 * Every column that a model reads of raw rows: its features, and what its rule and its score maps go by.
 *
 * @param kept - Further columns, read as words.
 */
export function modelColumns(
  { features, rule, scoreMaps = [] }: Pick<ModelFile, "features" | "rule" | "scoreMaps">,
  kept: readonly string[] = [],
): ModelColumn[] {
  const found = new Map<string, ModelColumn["type"]>();
  for (const { name, type } of features) found.set(name, type === "number" ? type : "words");
  for (const name of [...ruleColumns(rule), ...scoreMaps.flatMap(scoreMapColumns), ...kept]) {
    if (!found.has(name)) found.set(name, "words");
  }
  return Array.from(found, ([name, type]) => ({ name, type }));
}
