import { gradientStep, openBackend, sgd } from "@fairline/tensor";
import type { HostTensors, LossFunction, Tensors, TensorFlow } from "@fairline/tensor";
import { FAIRNESS_TERMS } from "../../src/fairness/catalog.ts";
import { weightedMean } from "../../src/fairness/statistics.ts";
import type { FairnessTerm, TrainingFacts, Value } from "../../src/fairness/term.ts";
import type { Reference } from "./references.ts";
import { drawRows, factsOf, hostTensors, termRows } from "./rows.ts";
import type { PlainRows } from "./rows.ts";

/** A term with parameters, and what its value is by definition. */
export interface Case {
  readonly name: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly reference: Reference;
}

/** What a term gives on some rows: its value, and the slopes by the logits, row by row. */
export interface Found {
  readonly value: number;
  readonly slopes: readonly number[];
}

/** Rows of several kinds, each with some of no group. */
export const WORLDS: readonly (readonly [string, PlainRows])[] = [
  ["two groups", drawRows("two", { groups: 2 })],
  ["three groups, weighted", drawRows("three", { weighted: true })],
  ["three groups and classes, weighted", drawRows("classes", { outputs: 3, weighted: true })],
];

/** How a case is named in the list of tests. */
export function title({ name, params }: Case): string {
  return params === undefined ? name : `${name} ${JSON.stringify(params)}`;
}

/** A term of the catalog. */
export function termNamed(name: string): FairnessTerm {
  return FAIRNESS_TERMS.find((each) => each.name === name)!;
}

/** A term as one scalar: losses of rows by their weighted mean, an average at its first step. */
export function scalarOf({ name, params = {} }: Case, facts: TrainingFacts): Value {
  const term = termNamed(name);
  switch (term.kind) {
    case "penalty":
      return term.open(params, facts);
    case "row-loss": {
      const losses = term.open(params, facts);
      return (tf, rows) => weightedMean(tf, losses(tf, rows), rows.weights);
    }
    case "average": {
      const { initial, value } = term.open(params, facts);
      return (tf, rows) => value(tf, rows, onDevice(tf, initial)).value;
    }
    default:
      throw new Error(`${name} is no scalar of scored rows`);
  }
}

function split(rows: PlainRows): { parameters: HostTensors; batch: HostTensors } {
  const { logits, ...batch } = hostTensors(rows);
  return { parameters: { logits: logits! }, batch };
}

/** The term as a loss whose only parameters are the logits. */
function lossOf(one: Case, rows: PlainRows): LossFunction {
  const value = scalarOf(one, factsOf(rows));
  return (tf, parameters, batch) => ({
    loss: value(tf, termRows(tf, { ...batch, ...parameters })),
  });
}

/** Tensors of a backend. */
export function onDevice(tf: TensorFlow, tensors: HostTensors): Tensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { values, shape }]) => [
      name,
      tf.tensor(values, [...shape]),
    ]),
  );
}

/** Computes a term operation by operation. */
export async function eager(one: Case, rows: PlainRows): Promise<Found> {
  const { tf } = (await openBackend("cpu")).use();
  return tf.tidy(() => {
    const { parameters, batch } = split(rows);
    const fixed = onDevice(tf, batch);
    const loss = lossOf(one, rows);
    const found = tf.valueAndGrad((logits) => loss(tf, { logits }, fixed).loss)(
      onDevice(tf, parameters)["logits"]!,
    );
    return { value: found.value.dataSync()[0]!, slopes: [...found.grad.dataSync()] };
  });
}

/** Computes a term by one compiled step of length 1. */
export async function compiled(one: Case, rows: PlainRows): Promise<Found> {
  const optimizer = sgd({ learningRate: 1 });
  const { parameters, batch } = split(rows);
  const session = (await openBackend("onnx")).session(gradientStep(lossOf(one, rows), optimizer), {
    parameters,
    state: optimizer.initialState(parameters),
  });
  await session.step(batch);
  const after = (await session.parameters())["logits"]!.values;
  const value = (await session.takeLosses())["loss"]![0]!;
  session.dispose();
  return { value, slopes: [...parameters["logits"]!.values].map((logit, i) => logit - after[i]!) };
}

/** The slopes of a definition by the logits, in 64-bit floats. */
export function centralDifferences(reference: Reference, rows: PlainRows): number[] {
  const step = 1e-5;
  const moved = (row: number, at: number, by: number): PlainRows => ({
    ...rows,
    logits: rows.logits.map((own, i) =>
      i === row ? own.map((logit, j) => (j === at ? logit + by : logit)) : own,
    ),
  });
  return rows.logits.flatMap((own, row) =>
    own.map(
      (_, at) => (reference(moved(row, at, step)) - reference(moved(row, at, -step))) / (2 * step),
    ),
  );
}
