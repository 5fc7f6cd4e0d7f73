import { join } from "node:path";
import type { StageContext } from "@fairline/core";
import type { Table } from "@fairline/arrow";
import { createModel, createOutputsModel, saveDenseNetwork } from "@fairline/model";
import type { Activation, Model, ModelContent } from "@fairline/model";
import { createRandom } from "@fairline/numeric";
import { openBackend } from "@fairline/tensor";
import type { Backend } from "@fairline/tensor";
import { closing } from "./closing.ts";
import { fit } from "./fit.ts";
import { historyTable } from "./history-table.ts";
import { linkOf, outputCount } from "./label.ts";
import type { LabelTarget } from "./label.ts";
import { fitLinear } from "./linear/fit-linear.ts";
import type { TrainingParams } from "./params.ts";
import { readTrainingData } from "./training-data.ts";
import type { TrainingData } from "./training-data.ts";
import { writeHistoryEvents } from "./tensorboard/history-events.ts";
import { trainingPlan } from "./training-plan.ts";
import { trainingRecord } from "./training-record.ts";

/** A network to train, but for its number of inputs. */
export interface Architecture {
  readonly hidden: readonly number[];
  readonly activation: Activation;
  /** Chance that a hidden unit is left out of a step, in [0, 1). */
  readonly dropout: number;
}

/** What a training stage gives. */
export interface Trained {
  readonly model: Model;
  /** One row per epoch and split. */
  readonly history: Table;
  /** The same as event files of TensorBoard: an absolute path in the scratch directory. */
  readonly tensorboard: string;
}

/**
 * Trains a network on the training rows of a table.
 *
 * @param stage - The stage's name, for the model's record.
 * @throws FairlineError as {@link readTrainingData}, {@link trainingPlan}, `openBackend` and {@link fit} do.
 */
export async function train(
  stage: string,
  table: Table,
  {
    architecture,
    params,
  }: { readonly architecture: Architecture; readonly params: TrainingParams },
  context: StageContext,
): Promise<Trained> {
  const data = readTrainingData(table, params);
  warnOfMissingGroups(data, context);
  const { hidden, activation } = architecture;
  const outputs = outputCount(data.target);
  const network = { inputs: data.rows.width, hidden, activation, outputs };
  const plan = trainingPlan(network, architecture.dropout, data, params);
  const backend = await openedBackend(context);
  const fitContext = {
    backend,
    random: createRandom(context.seed),
    signal: context.signal,
    checkpoints: context.checkpoints,
    progress: (done: number, total: number, note: string) => {
      context.progress(done, total, note);
    },
  };
  const fitted =
    plan.method === "full"
      ? await fitLinear(data, plan, fitContext)
      : await fit(data, plan, fitContext);
  const end = closing(data, plan, fitted);
  context.log("info", end.line);
  for (const warning of end.warnings) context.log("warn", warning);
  const training = { data, network, plan, fitted, closing: end, backend, params };
  const model = trainedModel(
    {
      encoder: data.encoder,
      network: await saveDenseNetwork(network, fitted.parameters, linkOf(data.target)),
      training: trainingRecord(stage, training),
    },
    data.target,
    backend,
  );
  const about = {
    task: data.target.task,
    hasPenalty: params.fairness !== undefined,
    kept: fitted.epoch,
  };
  const tensorboard = join(context.scratch, "tensorboard");
  await writeHistoryEvents(fitted.history, { task: data.target.task, directory: tensorboard });
  return {
    model,
    history: historyTable(fitted.history, { ...about, warnings: end.warnings }),
    tensorboard,
  };
}

/** A model with the decision rule of its task. */
function trainedModel(
  parts: Pick<ModelContent, "encoder" | "network" | "training">,
  target: LabelTarget,
  backend: Backend,
): Model {
  switch (target.task) {
    case "binary": {
      const { positive, negative } = target;
      const rule = { kind: "threshold", threshold: 0.5 } as const;
      return createModel({ ...parts, positive, negative, rule }, backend);
    }
    case "multiclass":
      return createOutputsModel({ ...parts, target, rule: { kind: "argmax" } }, backend);
    case "regression":
      return createOutputsModel(
        { ...parts, target: { task: "regression" }, rule: { kind: "identity" } },
        backend,
      );
  }
}

async function openedBackend(context: StageContext): Promise<Backend> {
  const backend = await openBackend(context.backend, {
    threads: context.cpus,
    onFallback: (message) => {
      context.log("warn", message);
    },
  });
  for (const { name, why } of backend.failedCandidates) {
    context.log(
      "warn",
      `the compute backend ${name} does not work here (${why}); used ${backend.name}`,
    );
  }
  return backend;
}

/** Rows without a group count in the loss like all others, but a penalty cannot compare them. */
function warnOfMissingGroups(
  { fairness, train, validation }: TrainingData,
  context: Pick<StageContext, "log">,
): void {
  const parts = [
    [train, "training"],
    [validation, "validation"],
  ] as const;
  for (const attribute of fairness?.attributes ?? []) {
    const isMissing = (row: number): boolean =>
      attribute.kind === "groups"
        ? attribute.codes[row]! < 0
        : Number.isNaN(attribute.values[row]!);
    const found = parts
      .map(([rows, name]) => ({ name, of: rows.length, count: rows.filter(isMissing).length }))
      .filter(({ count }) => count > 0)
      .map(({ name, of, count }) => `${String(count)} of ${String(of)} ${name} rows`);
    if (found.length === 0) continue;
    context.log(
      "warn",
      `"${attribute.columns.join(" × ")}" is missing in ${found.join(" and ")}: the penalty leaves them out`,
    );
  }
}
