import type { Table } from "@fairline/arrow";
import { decide, largestOutputs, outputNames } from "@fairline/model";
import type { Model } from "@fairline/model";

/** Names of the fields that a model gives for each row: its scores, and its prediction. */
export function predictedNames({ target }: Pick<Model, "target">): string[] {
  const names = outputNames(target);
  return target.task === "regression" ? names : [...names, "prediction"];
}

/** These fields of each row. @param firstRow - Rows that came before this table. */
export async function predictedFields(
  model: Model,
  table: Table,
  firstRow: number,
): Promise<string[][]> {
  const { target } = model;
  if (target.task === "binary") {
    const scores = await model.score(table, firstRow);
    const decisions = decide(model.rule, scores, table, firstRow);
    return Array.from(scores, (score, row) => [
      String(score),
      decisions[row] === 1 ? target.positive : target.negative,
    ]);
  }
  const outputs = await model.outputs(table);
  const width = outputs.names.length;
  const fields = Array.from({ length: table.numRows }, (_, row) =>
    Array.from(outputs.values.subarray(row * width, (row + 1) * width), String),
  );
  if (target.task === "regression") return fields;
  const largest = largestOutputs(outputs);
  return fields.map((scores, row) => [...scores, target.classes[largest[row]!]!]);
}
