import { binaryLabels, categories, rowsOfSplit, tableSource } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import type { Split, Stage, StageContext } from "@fairline/core";
import type { Model } from "@fairline/model";
import { runStage, stageContext } from "@fairline/testing";

/** Runs a training stage on a table. */
export async function trained(
  stage: Stage,
  table: Table,
  params: Readonly<Record<string, unknown>> = {},
  context: StageContext = stageContext(),
): Promise<{ model: Model; history: Table; tensorboard: string }> {
  const outputs = await runStage(stage, { inputs: { data: tableSource(table) }, params, context });
  // What the stage's output ports declare.
  return outputs as { model: Model; history: Table; tensorboard: string };
}

/** Mean score of the groups of `sex` among the rows of a split that have the label, by group. */
export async function meanScores(
  model: Model,
  table: Table,
  split: Split,
  label?: 0 | 1,
): Promise<Record<string, number>> {
  const scores = await model.score(table);
  const labels = binaryLabels(table);
  const { codes, values } = categories(table, "sex");
  const rows = rowsOfSplit(table, split).filter(
    (row) => label === undefined || labels[row] === label,
  );
  return Object.fromEntries(
    values.map((group, code) => {
      const own = rows.filter((row) => codes[row] === code);
      return [group, own.reduce((total, row) => total + scores[row]!, 0) / own.length];
    }),
  );
}
