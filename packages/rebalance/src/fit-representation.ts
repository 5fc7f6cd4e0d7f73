import type { Partition } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import type { StageContext } from "@fairline/core";
import type { Random } from "@fairline/numeric";
import { adam, gradientStep } from "@fairline/tensor";
import type { Backend, Forward, HostTensor, HostTensors, Session } from "@fairline/tensor";
import type { FeatureInputs } from "./feature-inputs.ts";
import { drawPrototypes, memberships, representationLosses } from "./fair-representation.ts";
import type { RepresentationWeights } from "./fair-representation.ts";

/** Rows whose memberships are computed at a time. */
const ROWS_AT_ONCE = 4096;

/** Training rows, and how long to learn from them. */
export interface RepresentationPlan {
  readonly inputs: FeatureInputs;
  readonly rows: Uint32Array;
  /** 0 or 1 per row of `rows`. */
  readonly labels: Uint8Array;
  /** Of `rows`. */
  readonly groups: Partition;
  readonly prototypes: number;
  readonly weights: RepresentationWeights;
  readonly epochs: number;
  readonly batch: number;
  readonly learningRate: number;
}

/** A representation after training. */
export interface FittedRepresentation {
  /** The mean loss of each epoch. */
  readonly losses: readonly number[];
  /** Rows x prototypes, for all rows of the table. */
  readonly members: Float32Array;
}

/**
 * Learns prototypes from training rows, and gives the memberships of all rows.
 *
 * @param numRows - Rows of the table.
 * @throws FairlineError `TRAINING_DIVERGED`
 */
export async function fitRepresentation(
  plan: RepresentationPlan,
  numRows: number,
  call: {
    readonly backend: Backend;
    readonly random: Random;
    readonly context: Pick<StageContext, "signal" | "progress">;
  },
): Promise<FittedRepresentation> {
  const { inputs, prototypes } = plan;
  const optimizer = adam({ learningRate: plan.learningRate });
  const parameters = drawPrototypes(
    { prototypes, inputs: inputs.width },
    call.random.stream("prototypes"),
  );
  const step = gradientStep(representationLosses(plan.weights), optimizer);
  const state = optimizer.initialState(parameters);
  const session = call.backend.session(step, { parameters, state });
  try {
    const losses = await runEpochs(session, plan, call);
    return { losses, members: await allMemberships(session, plan, numRows) };
  } finally {
    session.dispose();
  }
}

async function runEpochs(
  session: Session,
  plan: RepresentationPlan,
  {
    random,
    context,
  }: { readonly random: Random; readonly context: Pick<StageContext, "signal" | "progress"> },
): Promise<number[]> {
  const order = random.stream("order");
  const losses: number[] = [];
  for (let epoch = 1; epoch <= plan.epochs; epoch++) {
    const shuffled = order.permutation(plan.rows.length);
    const batches = Math.ceil(shuffled.length / plan.batch);
    for (let b = 0; b < batches; b++) {
      context.signal.throwIfAborted();
      const [start, end] = [b, b + 1].map((at) => Math.floor((at * shuffled.length) / batches));
      await session.step(batchTensors(plan, shuffled.subarray(start, end)));
    }
    const { loss } = await session.takeLosses();
    const mean = loss!.reduce((sum, value) => sum + value, 0) / loss!.length;
    if (!Number.isFinite(mean)) {
      throw new FairlineError(
        "TRAINING_DIVERGED",
        `the loss is ${String(mean)} in epoch ${String(epoch)}`,
        { hint: "Lower learning-rate; a tenth of it is a good next try." },
      );
    }
    losses.push(mean);
    context.progress(epoch, plan.epochs, `loss ${mean.toFixed(4)}`);
  }
  return losses;
}

/** @param positions - Among the plan's rows. */
function batchTensors(
  { inputs, rows, labels, groups }: RepresentationPlan,
  positions: Uint32Array,
): HostTensors {
  const n = positions.length;
  const members = new Float32Array(n * groups.groups.length);
  for (const [i, position] of positions.entries()) {
    members[i * groups.groups.length + groups.codes[position]!] = 1;
  }
  return {
    x: rowInputs(
      inputs,
      positions.map((position) => rows[position]!),
    ),
    y: { shape: [n], values: Float32Array.from(positions, (position) => labels[position]!) },
    groups: { shape: [n, groups.groups.length], values: members },
  };
}

function rowInputs(inputs: FeatureInputs, rows: Uint32Array): HostTensor {
  return { shape: [rows.length, inputs.width], values: inputs.read(rows) };
}

async function allMemberships(
  session: Session,
  { inputs, prototypes }: RepresentationPlan,
  numRows: number,
): Promise<Float32Array> {
  const forward: Forward = (tf, parameters, { x }) => ({
    members: memberships(tf, parameters, x!),
  });
  const members = new Float32Array(numRows * prototypes);
  for (let start = 0; start < numRows; start += ROWS_AT_ONCE) {
    const length = Math.min(ROWS_AT_ONCE, numRows - start);
    const rows = Uint32Array.from({ length }, (_, i) => start + i);
    const found = await session.evaluate(forward, { x: rowInputs(inputs, rows) });
    members.set(found["members"]!.values, start * prototypes);
  }
  return members;
}
