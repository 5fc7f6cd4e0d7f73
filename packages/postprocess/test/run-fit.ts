import type { Table } from "@fairline/arrow";
import { tableSource } from "@fairline/arrow";
import type { Stage } from "@fairline/core";
import type { Model, ModelSource } from "@fairline/model";
import { runStage, stageContext } from "@fairline/testing";
import type { TestContext } from "@fairline/testing";
import { ColumnModel } from "./models.ts";

/** What a stage of this package gives. */
export interface Fitted {
  readonly model: Model;
  readonly fit: Table;
  /** What it told, as level and message. */
  readonly told: readonly string[];
}

/** Runs a stage as the runner does, on a model whose score is a column unless another is given. */
export async function runFit(
  stage: Stage,
  data: Table,
  params: Readonly<Record<string, unknown>> = {},
  model: Model = new ColumnModel(),
): Promise<Fitted> {
  const context: TestContext = stageContext();
  const source: ModelSource = { open: () => Promise.resolve(model) };
  const outputs = await runStage(stage, {
    inputs: { data: tableSource(data), model: source },
    params,
    context,
  });
  const told = context.logged.map(({ level, message }) => `${level}: ${message}`);
  // What the stage's output ports say.
  return { ...(outputs as unknown as Pick<Fitted, "model" | "fit">), told };
}
