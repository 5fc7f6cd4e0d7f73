import { FairlineError } from "@fairline/core";
import type { StageContext } from "@fairline/core";
import { portableLog, portableLog1p } from "@fairline/numeric";
import type { Random } from "@fairline/numeric";
import type { Backend, Forward, HostTensor, HostTensors, Session } from "@fairline/tensor";
import { averageGenerator, ganStep, withAverage } from "./gan-step.ts";
import type { GanObjective } from "./gan-step.ts";
import { drawNetworks, generate } from "./networks.ts";
import type { GanShape } from "./networks.ts";
import type { GeneratedValues, RowCodec } from "./row-codec.ts";

/** Rows generated at a time. */
const ROWS_AT_ONCE = 4096;
/** Losses are looked at this often, in steps. */
const LOOK = 100;

/** Rows to learn from, and how long. */
export interface GanPlan {
  readonly codec: RowCodec;
  /** Row numbers of the table by kind; none is empty. */
  readonly kinds: readonly Uint32Array[];
  readonly objective: GanObjective;
  readonly steps: number;
  readonly batch: number;
}

/** Makes rows of some kinds. */
export type Generate = (kinds: Uint32Array) => Promise<readonly GeneratedValues[]>;

/**
 * Trains a generator, and hands it to a function that makes rows with it.
 *
 * Kinds are drawn with a chance in proportion to `log(1 + rows)`, so that rare ones are learned too, and rows of a kind alike.
 *
 * @throws FairlineError `TRAINING_DIVERGED`
 * @see Xu et al. (2019), section 4.3, for the chances of kinds
 */
export async function withGenerator<T>(
  plan: GanPlan,
  call: {
    readonly backend: Backend;
    readonly random: Random;
    readonly context: Pick<StageContext, "signal" | "progress">;
  },
  use: (generateRows: Generate) => Promise<T>,
): Promise<T> {
  const { step, stateOf } = ganStep(plan.objective);
  const networks = drawNetworks(plan.objective.shape, call.random.stream("networks"));
  const parameters = withAverage(networks);
  const session = call.backend.session(step, { parameters, state: stateOf(networks) });
  try {
    await train(session, plan, call);
    return await use(generator(session, plan, call.random.stream("generate")));
  } finally {
    session.dispose();
  }
}

async function train(
  session: Session,
  plan: GanPlan,
  {
    random,
    context,
  }: { readonly random: Random; readonly context: Pick<StageContext, "signal" | "progress"> },
): Promise<void> {
  const draws = random.stream("batches");
  const chances = plan.kinds.map(({ length }) => portableLog1p(length));
  for (let step = 1; step <= plan.steps; step++) {
    context.signal.throwIfAborted();
    const kinds = Uint32Array.from({ length: plan.batch }, () => drawKind(chances, draws));
    const rows = kinds.map((kind) => plan.kinds[kind]![draws.integer(plan.kinds[kind]!.length)]!);
    const real = { shape: [plan.batch, plan.codec.width], values: plan.codec.encode(rows, draws) };
    const mix = matrix(plan.batch, 1, () => draws.uniform());
    await session.step({ ...inputs(plan.objective.shape, kinds, draws), real, mix });
    if (step % LOOK !== 0 && step !== plan.steps) continue;
    const losses = await session.takeLosses();
    const last = [losses["critic"]!.at(-1)!, losses["generator"]!.at(-1)!];
    if (!last.every(Number.isFinite)) {
      throw new FairlineError(
        "TRAINING_DIVERGED",
        `a loss is not finite after ${String(step)} steps`,
        {
          hint: "Lower learning-rate; a tenth of it is a good next try.",
        },
      );
    }
    context.progress(step, plan.steps, `critic ${last[0]!.toFixed(3)}`);
  }
}

function generator(session: Session, { codec, objective }: GanPlan, random: Random): Generate {
  const forward: Forward = (tf, parameters, batch) => ({
    rows: generate(tf, averageGenerator(parameters), batch, objective.shape),
  });
  return async (kinds) => {
    const values = new Float32Array(kinds.length * codec.width);
    for (let start = 0; start < kinds.length; start += ROWS_AT_ONCE) {
      const own = kinds.subarray(start, start + ROWS_AT_ONCE);
      const { rows } = await session.evaluate(forward, inputs(objective.shape, own, random));
      values.set(rows!.values, start * codec.width);
    }
    return codec.decode(values);
  };
}

/** The draws that rows of some kinds are made of. */
function inputs(shape: GanShape, kinds: Uint32Array, random: Random): HostTensors {
  const condition = new Float32Array(kinds.length * shape.conditions);
  for (const [i, kind] of kinds.entries()) condition[i * shape.conditions + kind] = 1;
  return {
    noise: matrix(kinds.length, shape.noise, () => random.normal()),
    condition: { shape: [kinds.length, shape.conditions], values: condition },
    // A uniform draw of 0 would be an infinite one here.
    gumbel: matrix(
      kinds.length,
      shape.width,
      () => -portableLog(-portableLog(Math.max(random.uniform(), 2 ** -53))),
    ),
  };
}

function matrix(rows: number, columns: number, draw: () => number): HostTensor {
  return { shape: [rows, columns], values: Float32Array.from({ length: rows * columns }, draw) };
}

function drawKind(chances: readonly number[], random: Random): number {
  let left = random.uniform() * chances.reduce((a, b) => a + b, 0);
  const found = chances.findIndex((chance) => (left -= chance) < 0);
  return found < 0 ? chances.length - 1 : found;
}
