import type { JsonValue } from "@fairline/core";
import type { Backend } from "@fairline/tensor";
import type { FitPlan, Fitted } from "./fit.ts";
import type { TrainingParams } from "./params.ts";
import type { TrainingData } from "./training-data.ts";

/** A training that is done. */
export interface Training {
  readonly data: TrainingData;
  readonly plan: FitPlan;
  readonly fitted: Fitted;
  readonly backend: Backend;
  readonly params: TrainingParams;
}

/** What a model remembers of its training. @param stage - The stage's name. */
export function trainingRecord(
  stage: string,
  { data, plan, fitted, backend, params }: Training,
): JsonValue {
  const { network, l2, fairness } = plan.objective;
  const last = fitted.history.at(-1);
  return {
    stage,
    network: { inputs: network.inputs, hidden: network.hidden, activation: network.activation },
    rows: { train: data.train.length, validation: data.validation.length },
    optimizer: { name: params.optimizer, "learning-rate": params["learning-rate"] },
    batch: plan.batch,
    dropout: plan.dropout,
    l2,
    fairness:
      fairness === undefined || data.groups === undefined
        ? null
        : {
            penalty: fairness.penalty,
            strength: fairness.strength,
            attribute: data.groups.columns[0]!,
            groups: data.groups.groups.map(({ values: [value] }) => value!),
          },
    epochs: { run: last === undefined ? 0 : last.epoch, kept: fitted.epoch },
    losses: fitted.history
      .filter(({ epoch }) => epoch === fitted.epoch)
      .map(({ split, loss, logLoss, penalty, accuracy }) => ({
        split,
        loss,
        log_loss: logLoss,
        penalty,
        accuracy,
      })),
    backend: { name: backend.name, version: backend.version },
  };
}
