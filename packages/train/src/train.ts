import { FairlineError } from "@fairline/core";
import type { StageContext } from "@fairline/core";
import type { Table } from "@fairline/arrow";
import { createModel, saveDenseNetwork } from "@fairline/model";
import type { Activation, DenseNetwork, Model } from "@fairline/model";
import { createRandom } from "@fairline/numeric";
import { adam, openBackend, sgd } from "@fairline/tensor";
import type { Optimizer } from "@fairline/tensor";
import type { StoppingRule } from "./early-stopping.ts";
import { fit } from "./fit.ts";
import type { FitPlan } from "./fit.ts";
import { historyTable } from "./history-table.ts";
import { EARLY_STOPPING } from "./params.ts";
import type { TrainingParams } from "./params.ts";
import { readTrainingData } from "./training-data.ts";
import type { TrainingData } from "./training-data.ts";
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
  /** One row per epoch and split: epoch, split, loss, log_loss, penalty (null without one), accuracy. */
  readonly history: Table;
}

/**
 * Trains a network on the training rows of a table.
 *
 * @param stage - The stage's name, for the model's record.
 * @throws FairlineError as {@link readTrainingData}, `openBackend` and {@link fit} do; `SPLIT_MISSING` where
 *   early stopping is asked for and there are no validation rows.
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
  const network = { inputs: data.rows.width, hidden, activation };
  const plan = fitPlan(network, architecture.dropout, data, params);
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
  const fitted = await fit(data, plan, {
    backend,
    random: createRandom(context.seed),
    signal: context.signal,
    progress: (done, total, note) => {
      context.progress(done, total, note);
    },
  });
  const model = createModel(
    {
      encoder: data.encoder,
      network: await saveDenseNetwork(network, fitted.parameters),
      positive: data.positive,
      negative: data.negative,
      rule: { kind: "threshold", threshold: 0.5 },
      training: trainingRecord(stage, { data, plan, fitted, backend, params }),
    },
    backend,
  );
  return { model, history: historyTable(fitted.history, plan.objective.fairness !== undefined) };
}

/** Rows without a group count in the loss like all others, but a penalty cannot compare them. */
function warnOfMissingGroups(
  { groups, train, validation }: TrainingData,
  context: Pick<StageContext, "log">,
): void {
  if (groups === undefined) return;
  const missing = (rows: Uint32Array): number =>
    rows.filter((row) => groups.codes[row]! < 0).length;
  const parts = [
    [train, "training"],
    [validation, "validation"],
  ] as const;
  const found = parts
    .filter(([rows]) => missing(rows) > 0)
    .map(([rows, name]) => `${String(missing(rows))} of ${String(rows.length)} ${name} rows`);
  if (found.length === 0) return;
  context.log(
    "warn",
    `"${groups.columns[0]!}" is missing in ${found.join(" and ")}: the penalty leaves them out`,
  );
}

function fitPlan(
  network: DenseNetwork,
  dropout: number,
  data: TrainingData,
  params: TrainingParams,
): FitPlan {
  const { l2, fairness, epochs, batch } = params;
  return {
    objective: { network, l2, fairness },
    optimizer: optimizerOf(params),
    epochs,
    batch,
    dropout,
    stopping: stoppingRule(params["early-stopping"], data.validation.length),
  };
}

function optimizerOf(params: TrainingParams): Optimizer {
  const learningRate = params["learning-rate"];
  switch (params.optimizer) {
    case "adam":
      return adam({ learningRate });
    case "sgd":
      return sgd({ learningRate, momentum: params.momentum ?? 0.9 });
  }
}

function stoppingRule(
  asked: TrainingParams["early-stopping"],
  validationRows: number,
): StoppingRule | undefined {
  if (asked !== undefined && asked !== false && validationRows === 0) {
    throw new FairlineError(
      "SPLIT_MISSING",
      "early stopping needs validation rows; there are none",
      {
        hint: "Give the split validation a share in the clean stage, or set early-stopping: false.",
      },
    );
  }
  if (asked === false || validationRows === 0) return undefined;
  const { patience, "min-delta": minDelta } = asked ?? EARLY_STOPPING;
  return { patience, minDelta };
}
