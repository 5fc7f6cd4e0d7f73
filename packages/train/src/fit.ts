import { drawParameters, parameterCount } from "@fairline/model";
import { mean } from "@fairline/numeric";
import type { Random } from "@fairline/numeric";
import { requireMemory } from "@fairline/tensor";
import type { Backend, HostTensors, Optimizer, Session, StepOptions } from "@fairline/tensor";
import { counterpartInputs, drawMasks, paceOf, paceTensor, rowTensors } from "./batch.ts";
import { isDue, readCheckpoint, writeCheckpoint } from "./checkpoint.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { betterOf, isOver } from "./early-stopping.ts";
import { finiteLosses, mapLosses } from "./epoch-losses.ts";
import type { EpochLosses } from "./epoch-losses.ts";
import { strataOf } from "./fairness/fairness-data.ts";
import { stratifiedOrder } from "./fairness/stratified-order.ts";
import { withoutTerms } from "./fairness/term-tensors.ts";
import { inputReader } from "./input-reader.ts";
import { cutEvenly } from "./mini-batches.ts";
import { trainingStart, trainingStep } from "./objective.ts";
import type { Objective } from "./objective.ts";
import { paceAt } from "./schedule.ts";
import type { Schedule } from "./schedule.ts";
import { activeInputs } from "./training-data.ts";
import type { TrainingData } from "./training-data.ts";
import { validation } from "./validation.ts";
import { standing } from "./watch.ts";
import type { Watch } from "./watch.ts";

/** Everything that decides how a fit goes, besides the data. */
export interface FitPlan {
  readonly objective: Objective;
  readonly optimizer: Optimizer;
  /** Clipping and decay. */
  readonly step?: Pick<StepOptions, "clipNorm" | "clipValue" | "decay"> | undefined;
  /** Undefined: the learning rate stays as it is. */
  readonly schedule?: Schedule | undefined;
  readonly epochs: number;
  /** Rows per step, at most. */
  readonly batch: number;
  /** Chance that a hidden unit is left out of a step, in [0, 1). */
  readonly dropout: number;
  /** Undefined: all epochs run and the last one is kept. */
  readonly stopping: Watch | undefined;
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
  /** A directory for checkpoints, of this training alone, from which one that was killed goes on. Undefined: there are none. */
  readonly checkpoints?: string | undefined;
}

/**
 * Trains a network by mini-batches.
 *
 * Initial weights, the order of rows and dropout come from three streams of `context.random`, so that the same
 * seed gives the same parameters on the same backend, also where training was killed and went on from a checkpoint.
 *
 * @throws FairlineError `TRAINING_DIVERGED` where a loss is no longer a finite number.
 * @throws the signal's reason where it is aborted.
 */
export async function fit(data: TrainingData, plan: FitPlan, context: FitContext): Promise<Fitted> {
  const { objective, optimizer, schedule, step } = plan;
  const { backend, checkpoints } = context;
  // Parameters, their gradients, the optimizer's two moments, and the next ones of all but the gradients.
  requireMemory(7 * 4 * parameterCount(objective.network), "training this network");
  const found = checkpoints === undefined ? undefined : await readCheckpoint(checkpoints);
  const from = found ?? beginning(data, plan, context);
  const options = { ...step, ...(schedule === undefined ? {} : { paceOf }) };
  const session = backend.session(trainingStep(objective, optimizer, options), from);
  try {
    return await runEpochs(session, from, { data, plan, context });
  } finally {
    session.dispose();
  }
}

function beginning(
  data: TrainingData,
  { objective, optimizer }: FitPlan,
  { random }: FitContext,
): Checkpoint {
  const stream = random.stream("weights");
  const network = drawParameters(objective.network, stream, activeInputs(data));
  const start = trainingStart(objective, optimizer, network, random);
  return { epoch: 0, ...start, history: [], kept: undefined };
}

interface Training {
  readonly data: TrainingData;
  readonly plan: FitPlan;
  readonly context: FitContext;
}

async function runEpochs(session: Session, from: Checkpoint, training: Training): Promise<Fitted> {
  const { data, plan, context } = training;
  const { stopping, epochs } = plan;
  const steps = stepper(session, training);
  const validate = validation(session, data, { objective: plan.objective, watch: stopping });
  const history = [...from.history];
  let { kept } = from;
  const isEnd = (epoch: number): boolean =>
    stopping !== undefined && kept !== undefined && isOver(kept.best, epoch, stopping.rule);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const isDone = epoch <= from.epoch;
    await steps(epoch, isDone);
    if (isDone) continue;
    const trained = await trainingLosses(session, epoch);
    const validated = await validate(epoch);
    history.push(trained, ...validated);
    context.progress(epoch, epochs, progressNote(trained, validated, plan));
    const [judged] = validated;
    if (stopping !== undefined && judged !== undefined) {
      const best = betterOf(kept?.best, standing(stopping, judged), stopping.rule);
      if (kept?.best !== best) kept = { best, parameters: await session.parameters() };
      if (isEnd(epoch)) break;
    }
    if (context.checkpoints !== undefined && isDue(epoch, epochs)) {
      const [parameters, state] = [await session.parameters(), await session.state()];
      await writeCheckpoint(context.checkpoints, { epoch, parameters, state, history, kept });
    }
  }
  return {
    ended: isEnd(history.at(-1)?.epoch ?? 0) ? "converged" : "limit",
    parameters: withoutTerms(kept?.parameters ?? (await session.parameters())),
    epoch: kept?.best.epoch ?? epochs,
    history,
  };
}

/** A function that takes the steps of an epoch. Of one that is done it only repeats the draws. */
function stepper(
  session: Session,
  { data, plan, context }: Training,
): (epoch: number, isDone: boolean) => Promise<void> {
  const { random, signal } = context;
  const { epochs, schedule, dropout } = plan;
  const nextOrder = orderOf(data, random.stream("order"));
  const masks = random.stream("dropout");
  const { hidden } = plan.objective.network;
  const inputsOf = inputReader(data.rows);
  return async (epoch, isDone) => {
    const batches = cutEvenly(nextOrder(), plan.batch);
    for (const [i, rows] of batches.entries()) {
      signal.throwIfAborted();
      const drawn = drawMasks(masks, dropout, { rows: rows.length, hidden });
      if (isDone) continue;
      const [at, step] = [epoch - 1 + i / batches.length, 1 / batches.length];
      await session.step({
        x: inputsOf(rows),
        ...rowTensors(data, rows),
        ...counterpartInputs(data, rows),
        ...drawn,
        ...(schedule === undefined ? {} : paceTensor(paceAt(schedule, { at, epochs, step }))),
      });
    }
  };
}

/** A function that gives the training rows in the order of the next epoch: random; with methods of fairness, spread evenly by class and group. */
function orderOf({ train, labels, fairness }: TrainingData, random: Random): () => Uint32Array {
  if (fairness !== undefined) {
    const strata = strataOf(fairness, labels);
    return () => stratifiedOrder(train, strata, random);
  }
  return () => {
    const shuffled = train.slice();
    random.shuffleInPlace(shuffled);
    return shuffled;
  };
}

async function trainingLosses(session: Session, epoch: number): Promise<EpochLosses> {
  const steps = await session.takeLosses();
  const values = mapLosses((name) => mean(steps[name]!));
  return finiteLosses({ epoch, split: "train", ...values });
}

function progressNote(
  trained: EpochLosses,
  validated: readonly EpochLosses[],
  { objective }: FitPlan,
): string {
  const { gap, penalty } = validated[0] ?? trained;
  const shown = gap ?? (objective.fairness === undefined ? undefined : penalty);
  return [
    `loss ${trained.loss.toFixed(4)}`,
    ...validated.map(({ loss }) => `validation ${loss.toFixed(4)}`),
    ...(shown === undefined ? [] : [`gap ${shown.toFixed(4)}`]),
  ].join(", ");
}
