import { ruleColumns, scoreMapColumns } from "@fairline/model";
import type { BinaryModelFile, OutputsModelFile } from "@fairline/model";

/** What {@link modelColumns} reads of a model's file. */
type ColumnsFile =
  | Pick<BinaryModelFile, "features" | "rule" | "scoreMaps">
  | Pick<OutputsModelFile, "features" | "target">;

/** A rule that reads no column: that of a model of several classes, or of a number. */
const NO_RULE: Pick<BinaryModelFile, "rule" | "scoreMaps"> = {
  rule: { kind: "threshold", threshold: 0.5 },
};

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
export function modelColumns(file: ColumnsFile, kept: readonly string[] = []): ModelColumn[] {
  const { features } = file;
  const found = new Map<string, ModelColumn["type"]>();
  for (const { name, type } of features) found.set(name, type === "number" ? type : "words");
  const { rule, scoreMaps = [] } = "target" in file ? NO_RULE : file;
  for (const name of [...ruleColumns(rule), ...scoreMaps.flatMap(scoreMapColumns), ...kept]) {
    if (!found.has(name)) found.set(name, "words");
  }
  return Array.from(found, ([name, type]) => ({ name, type }));
}
