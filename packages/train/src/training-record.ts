import type { JsonValue } from "@fairline/core";
import { z } from "zod";
import type { FairnessData } from "./fairness/fairness-data.ts";
import type { FairnessParams } from "./fairness/params.ts";
import type { Backend } from "@fairline/tensor";
import type { DenseNetwork } from "@fairline/model";
import type { Closing } from "./closing.ts";
import type { Fitted } from "./fit.ts";
import { LEARNING_RATE } from "./params.ts";
import type { TrainingParams } from "./params.ts";
import type { TrainingData } from "./training-data.ts";
import type { TrainingPlan } from "./training-plan.ts";

/** A training that is done. */
export interface Training {
  readonly data: TrainingData;
  readonly network: DenseNetwork;
  readonly plan: TrainingPlan;
  readonly fitted: Fitted;
  readonly closing: Closing;
  readonly backend: Backend;
  readonly params: TrainingParams;
}

/** What a model remembers of its training. @param stage - The stage's name. */
export function trainingRecord(
  stage: string,
  { data, network, plan, fitted, closing, backend, params }: Training,
): JsonValue {
  const last = fitted.history.at(-1);
  return {
    stage,
    network: { inputs: network.inputs, hidden: network.hidden, activation: network.activation },
    rows: { train: data.train.length, validation: data.validation.length },
    ...methodRecord(plan, params),
    fairness: params.fairness === undefined ? null : fairnessRecord(data.fairness, params.fairness),
    converged: closing.converged,
    warnings: closing.warnings,
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

function methodRecord(plan: TrainingPlan, params: TrainingParams): Record<string, JsonValue> {
  if (plan.method === "full") {
    const { solver, tolerance, l2 } = plan;
    return { optimizer: { name: solver, tolerance }, l2 };
  }
  const rate = params["learning-rate"] ?? LEARNING_RATE;
  return {
    optimizer: { name: params.optimizer ?? "adam", "learning-rate": rate },
    batch: plan.batch,
    dropout: plan.dropout,
    l2: plan.objective.l2,
  };
}

const ownFields = z.record(z.string(), z.json());

/** One term as a record, several as a list: what was asked for, with the attribute and its groups. */
function fairnessRecord(read: FairnessData | undefined, asked: FairnessParams): JsonValue {
  const terms = read?.terms.map((term): Record<string, JsonValue> => {
    const attribute = term.attribute === undefined ? undefined : read.attributes[term.attribute];
    const isPenalty = term.term.kind === "penalty";
    return {
      [isPenalty ? "penalty" : "method"]: term.term.name,
      ...(isPenalty || term.term.kind === "adversary" ? { strength: term.strength } : {}),
      ...ownFields.parse(term.params),
      ...(attribute === undefined ? {} : { attribute: attribute.columns.join(" × ") }),
      ...(attribute?.kind === "groups" ? { groups: attribute.groups.map(({ name }) => name) } : {}),
    };
  });
  const list = terms ?? [];
  return Array.isArray(asked) || list.length !== 1 ? list : list[0]!;
}
