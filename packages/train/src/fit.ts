import { FairlineError } from "@fairline/core";
import { drawParameters, logOdds, parameterCount } from "@fairline/model";
import { mean } from "@fairline/numeric";
import type { Random } from "@fairline/numeric";
import { gradientStep, requireMemory } from "@fairline/tensor";
import type { Backend, Forward, HostTensors, Optimizer, Session } from "@fairline/tensor";
import { drawMasks, logOddsOf, networkRows, rowTensors, scoredRows } from "./batch.ts";
import { betterOf, isOver } from "./early-stopping.ts";
import type { Best, StoppingRule } from "./early-stopping.ts";
import { inputReader } from "./input-reader.ts";
import { cutEvenly } from "./mini-batches.ts";
import { batchLosses, rowLosses } from "./objective.ts";
import type { Objective } from "./objective.ts";
import { activeInputs } from "./training-data.ts";
import type { TrainingData } from "./training-data.ts";

/** Rows scored at a time when validating. */
const VALIDATION_ROWS = 4096;

/** Everything that decides how a fit goes, besides the data. */
export interface FitPlan {
  readonly objective: Objective;
  readonly optimizer: Optimizer;
  readonly epochs: number;
  /** Rows per step, at most. */
  readonly batch: number;
  /** Chance that a hidden unit is left out of a step, in [0, 1). */
  readonly dropout: number;
  /** Undefined: all epochs run and the last one is kept. */
  readonly stopping: StoppingRule | undefined;
}

/** The losses of one split after one epoch. */
export interface EpochLosses {
  /** From 1; for a fit on all rows the number of steps, 0 at its start. */
  readonly epoch: number;
  readonly split: "train" | "validation";
  readonly loss: number;
  readonly logLoss: number;
  readonly penalty: number;
  readonly accuracy: number;
}

/** What a fit gives. */
export interface Fitted {
  readonly parameters: HostTensors;
  /** The epoch that the parameters are of. */
  readonly epoch: number;
  /** Training and validation losses by epoch. Training losses are means over the epoch's steps, dropout included. */
  readonly history: readonly EpochLosses[];
  /** Whether the loss stopped falling, or training came to the limit of its epochs or steps. */
  readonly ended: "converged" | "limit";
}

/** What a fit may use of the world. */
export interface FitContext {
  readonly backend: Backend;
  readonly random: Random;
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number, note: string) => void;
}

/**
 * Trains a network by mini-batches.
 *
 * Initial weights, the order of rows and dropout come from three streams of `context.random`, so that the same
 * seed gives the same parameters on the same backend.
 *
 * @throws FairlineError `TRAINING_DIVERGED` where a loss is no longer a finite number.
 * @throws the signal's reason where it is aborted.
 */
export async function fit(data: TrainingData, plan: FitPlan, context: FitContext): Promise<Fitted> {
  const { objective, optimizer } = plan;
  const { backend, random } = context;
  // Parameters, their gradients, the optimizer's two moments, and the next ones of all but the gradients.
  requireMemory(7 * 4 * parameterCount(objective.network), "training this network");
  const parameters = drawParameters(
    objective.network,
    random.stream("weights"),
    activeInputs(data),
  );
  const session = backend.session(gradientStep(batchLosses(objective), optimizer), {
    parameters,
    state: optimizer.initialState(parameters),
  });
  try {
    return await runEpochs(session, data, plan, context);
  } finally {
    session.dispose();
  }
}

async function runEpochs(
  session: Session,
  data: TrainingData,
  plan: FitPlan,
  { random, signal, progress }: FitContext,
): Promise<Fitted> {
  const order = random.stream("order");
  const masks = random.stream("dropout");
  const { hidden } = plan.objective.network;
  const inputsOf = inputReader(data.rows);
  const validate = validation(session, data, plan.objective);
  const history: EpochLosses[] = [];
  let ended: Fitted["ended"] = "limit";
  let kept: { readonly best: Best; readonly parameters: HostTensors } | undefined;
  for (let epoch = 1; epoch <= plan.epochs; epoch++) {
    const shuffled = data.train.slice();
    order.shuffleInPlace(shuffled);
    for (const rows of cutEvenly(shuffled, plan.batch)) {
      signal.throwIfAborted();
      await session.step({
        x: inputsOf(rows),
        ...rowTensors(data, rows),
        ...drawMasks(masks, plan.dropout, { rows: rows.length, hidden }),
      });
    }
    const trained = await trainingLosses(session, epoch);
    const validated = await validate(epoch);
    history.push(trained, ...validated);
    progress(epoch, plan.epochs, progressNote(trained, validated));
    const [judged] = validated;
    if (plan.stopping === undefined || judged === undefined) continue;
    const best = betterOf(kept?.best, judged, plan.stopping);
    if (kept?.best !== best) kept = { best, parameters: await session.parameters() };
    if (isOver(best, epoch, plan.stopping)) {
      ended = "converged";
      break;
    }
  }
  return {
    ended,
    parameters: kept?.parameters ?? (await session.parameters()),
    epoch: kept?.best.epoch ?? plan.epochs,
    history,
  };
}

async function trainingLosses(session: Session, epoch: number): Promise<EpochLosses> {
  const steps = await session.takeLosses();
  return epochLosses(
    epoch,
    "train",
    mapLosses((name) => mean(steps[name]!)),
  );
}

/**
 * A function that gives the losses of all validation rows after an epoch, as one batch; nothing if there are none.
 *
 * What it evaluates is made here, once: a compiled session keeps its programs by the function that they are of.
 */
function validation(
  session: Session,
  data: TrainingData,
  objective: Objective,
): (epoch: number) => Promise<EpochLosses[]> {
  const rows = data.validation;
  const inputsOf = inputReader(data.rows);
  const lossesOf = rowLosses(objective);
  const oddsOf: Forward = (tf, parameters, batch) =>
    scoredRows(logOdds(tf, objective.network, parameters, networkRows(batch, 0)));
  return async (epoch) => {
    if (rows.length === 0) return [];
    const odds = new Float32Array(rows.length);
    for (let start = 0; start < rows.length; start += VALIDATION_ROWS) {
      const part = rows.subarray(start, start + VALIDATION_ROWS);
      const scored = await session.evaluate(oddsOf, { x: inputsOf(part) });
      odds.set(logOddsOf(scored).values, start);
    }
    const losses = await session.evaluate(lossesOf, {
      ...scoredRows({ shape: [rows.length], values: odds }),
      ...rowTensors(data, rows),
    });
    const values = mapLosses((name) => losses[name]!.values[0]!);
    return [epochLosses(epoch, "validation", values)];
  };
}

type LossName = "loss" | "logLoss" | "penalty" | "accuracy";

function mapLosses(value: (name: LossName) => number): Record<LossName, number> {
  return {
    loss: value("loss"),
    logLoss: value("logLoss"),
    penalty: value("penalty"),
    accuracy: value("accuracy"),
  };
}

/** @throws FairlineError `TRAINING_DIVERGED` */
function epochLosses(
  epoch: number,
  split: "train" | "validation",
  losses: Record<LossName, number>,
): EpochLosses {
  if (!Number.isFinite(losses.loss)) {
    throw new FairlineError(
      "TRAINING_DIVERGED",
      `the ${split === "train" ? "training" : "validation"} loss is ${String(losses.loss)} in epoch ${String(epoch)}`,
      {
        hint: "Lower learning-rate (a tenth of it is a good next try), or lower the penalty's strength.",
      },
    );
  }
  return { epoch, split, ...losses };
}

function progressNote(trained: EpochLosses, validated: readonly EpochLosses[]): string {
  return [
    `loss ${trained.loss.toFixed(4)}`,
    ...validated.map(({ loss }) => `validation ${loss.toFixed(4)}`),
  ].join(", ");
}
