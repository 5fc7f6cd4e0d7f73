import { createRandom } from "@fairline/numeric";
import { openBackend, sgd } from "@fairline/tensor";
import type { HostTensor, HostTensors, Tensors, TensorFlow } from "@fairline/tensor";
import { describe, expect, it } from "vitest";
import { combine } from "../../src/fairness/combine.ts";
import { fairnessPlan } from "../../src/fairness/plan.ts";
import type { TermCall } from "../../src/fairness/plan.ts";
import type { FairnessProblem } from "../../src/fairness/problem.ts";
import { fairnessStart, fairnessStep } from "../../src/fairness/step.ts";
import { withoutTerms } from "../../src/fairness/term-tensors.ts";
import { binaryRows } from "../../src/fairness/term-rows.ts";
import { weightedMean } from "../../src/fairness/statistics.ts";
import { onDevice, termNamed } from "./term-value.ts";

const ROWS = 32;
const random = createRandom("fairness step");
const normals = (...shape: number[]): HostTensor => ({
  shape,
  values: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, () => random.normal()),
});

const network = {
  kernel_0: normals(3, 4),
  kernel_1: normals(4, 1),
} satisfies HostTensors;
const group = Array.from({ length: ROWS }, () => random.integer(2));
const batch = {
  x: normals(ROWS, 3),
  y: { shape: [ROWS], values: Float32Array.from(group, (g) => Number(random.integer(4) > g)) },
  members: {
    shape: [ROWS, 2],
    values: Float32Array.from({ length: 2 * ROWS }, (_, i) => Number(group[i >> 1] === i % 2)),
  },
} satisfies HostTensors;

const problem = (calls: readonly TermCall[]): FairnessProblem => ({
  forward(tf, parameters, { x, y, members }) {
    const hidden = tf.tanh(tf.matMul(x!, parameters["kernel_0"]!));
    const logOdds = tf.reshape(tf.matMul(hidden, parameters["kernel_1"]!), [-1]);
    const rows = binaryRows(tf, {
      logOdds,
      labels: y!,
      weights: tf.ones([ROWS]),
      members: members!,
    });
    return { rows: {}, hidden, rowsOf: () => rows };
  },
  logLoss(tf, { rowsOf }) {
    const { losses, weights } = rowsOf(undefined);
    return weightedMean(tf, losses, weights);
  },
  losses(tf, _, { rowsOf }, state) {
    const { losses, weights } = rowsOf(undefined);
    const { fit, added, state: next } = combine(tf, planOf(calls), rowsOf, state);
    const base = fit ?? weightedMean(tf, losses, weights);
    return { losses: { loss: added === undefined ? base : tf.add(base, added) }, state: next };
  },
});

const shares = ["0", "1"].map((name) => ({ name, share: 0.5 }));
const planOf = (calls: readonly TermCall[]) =>
  fairnessPlan(calls, () => ({ classes: shares, groups: shares }));
const call = (name: string, params = {}, strength = 1): TermCall => ({
  term: termNamed(name),
  strength,
  attribute: 0,
  params,
});

/** Parameters and losses after some steps of length 0.1. */
async function trained(backendName: "cpu" | "onnx", calls: readonly TermCall[], count = 1) {
  const plan = planOf(calls);
  const optimizer = sgd({ learningRate: 0.1 });
  const backend = await openBackend(backendName);
  const start = fairnessStart(
    plan,
    optimizer,
    { parameters: network, outputs: 1, hidden: 4 },
    createRandom("start"),
  );
  const session = backend.session(fairnessStep(problem(calls), plan, optimizer), start);
  for (let step = 0; step < count; step++) await session.step(batch);
  const parameters = await session.parameters();
  const { loss } = await session.takeLosses();
  session.dispose();
  return { start, parameters, losses: [...loss!] };
}

function expectClose(found: HostTensors, expected: HostTensors, digits = 5): void {
  expect(Object.keys(found)).toEqual(Object.keys(expected));
  for (const [name, { values }] of Object.entries(expected)) {
    for (const [i, value] of values.entries()) {
      expect(found[name]!.values[i]).toBeCloseTo(value, digits);
    }
  }
}

/** Slopes by all parameters of a start, by name. */
async function slopesOf(
  parameters: HostTensors,
  value: (tf: TensorFlow, parameters: Tensors, batch: Tensors) => ReturnType<TensorFlow["scalar"]>,
  names: readonly string[],
): Promise<Record<string, number[]>> {
  const { tf } = (await openBackend("cpu")).use();
  return tf.tidy(() => {
    const fixed = onDevice(tf, batch);
    const all = onDevice(tf, parameters);
    const found = tf.grads((...tensors) =>
      value(
        tf,
        { ...all, ...Object.fromEntries(names.map((name, i) => [name, tensors[i]!])) },
        fixed,
      ),
    )(names.map((name) => all[name]!));
    return Object.fromEntries(names.map((name, i) => [name, [...found[i]!.dataSync()]]));
  });
}

const CALLS: readonly (readonly [string, readonly TermCall[]])[] = [
  ["penalties", [call("demographic-parity", {}, 2), call("covariance", {}, 0.3)]],
  ["losses of rows", [call("focal"), call("class-weights")]],
  ["group-dro", [call("group-dro", { rate: 0.5 })]],
  ["proxy-lagrangian", [call("proxy-lagrangian", { rate: 5 })]],
  ["fgsm", [call("fgsm")]],
  ["pgd and a penalty", [call("pgd"), call("mmd", {}, 2)]],
  ["adversarial-projection", [call("adversarial-projection", { given: "label" })]],
  ["gradient-reversal", [call("gradient-reversal", { units: 0 }, 0.5)]],
  ["laftr", [call("laftr", { given: "label" }, 2)]],
  [
    "several at once",
    [
      call("adversarial-projection"),
      call("laftr"),
      call("fgsm"),
      call("group-dro"),
      call("hsic", {}, 3),
      call("label-smoothing"),
    ],
  ],
];

describe("fairnessStep", () => {
  it.each(CALLS)(
    "gives the same compiled as operation by operation, over five steps: %s",
    async (_, calls) => {
      const eager = await trained("cpu", calls, 5);
      const compiled = await trained("onnx", calls, 5);
      expectClose(compiled.parameters, eager.parameters, 4);
      for (const [i, loss] of eager.losses.entries())
        expect(compiled.losses[i]).toBeCloseTo(loss, 4);
      expect(eager.losses.every(Number.isFinite)).toBe(true);
      expect(Object.keys(withoutTerms(eager.parameters))).toEqual(Object.keys(network));
    },
  );

  it("takes the network against the opponent's slope without its own part along it, and the opponent down its own", async () => {
    const calls = [call("adversarial-projection", { units: 3 }, 0.7)];
    const { start, parameters } = await trained("cpu", calls);
    const plan = planOf(calls);
    const names = Object.keys(start.parameters);
    const own = Object.keys(network);
    const taskLoss = await slopesOf(
      start.parameters,
      (tf, p, b) => problem([]).logLoss(tf, problem([]).forward(tf, p, b)),
      own,
    );
    const opponentLoss = await slopesOf(
      start.parameters,
      (tf, p, b) => {
        const seen = problem([]).forward(tf, p, b);
        const prefix = "fairness/opponent_0/";
        const mine = Object.fromEntries(
          Object.entries(p)
            .filter(([name]) => name.startsWith(prefix))
            .map(([name, tensor]) => [name.slice(prefix.length), tensor]),
        );
        const rows = seen.rowsOf(0);
        return plan.adversaries[0]!.use.loss(tf, mine, rows.logits, rows);
      },
      names,
    );
    const dot = (a: Record<string, number[]>, b: Record<string, number[]>): number =>
      own.reduce(
        (sum, name) => sum + a[name]!.reduce((part, value, i) => part + value * b[name]![i]!, 0),
        0,
      );
    const along = dot(taskLoss, opponentLoss) / dot(opponentLoss, opponentLoss);
    expect(Math.abs(along)).toBeGreaterThan(0.01);
    for (const name of names) {
      const before = start.parameters[name]!.values;
      for (const [i, value] of parameters[name]!.values.entries()) {
        const slope = own.includes(name)
          ? taskLoss[name]![i]! - (along + 0.7) * opponentLoss[name]![i]!
          : opponentLoss[name]![i]!;
        expect((before[i]! - value) / 0.1).toBeCloseTo(slope, 4);
      }
    }
  });

  it("takes the network up, and a reversed opponent down, the opponent's slope", async () => {
    const calls = [call("gradient-reversal", {}, 0.7)];
    const plan = planOf(calls);
    const { start, parameters } = await trained("cpu", calls);
    const prefix = "fairness/opponent_0/";
    const names = Object.keys(start.parameters);
    const task = await slopesOf(
      start.parameters,
      (tf, p, b) => problem([]).logLoss(tf, problem([]).forward(tf, p, b)),
      Object.keys(network),
    );
    const against = await slopesOf(
      start.parameters,
      (tf, p, b) => {
        const seen = problem([]).forward(tf, p, b);
        const mine = Object.fromEntries(
          names
            .filter((name) => name.startsWith(prefix))
            .map((name) => [name.slice(prefix.length), p[name]!]),
        );
        return plan.adversaries[0]!.use.loss(tf, mine, seen.hidden, seen.rowsOf(0));
      },
      names.filter((name) => name !== "kernel_1"),
    );
    for (const name of names) {
      for (const [i, value] of parameters[name]!.values.entries()) {
        const other = against[name]?.[i] ?? 0;
        const slope = task[name] === undefined ? other : task[name][i]! - 0.7 * other;
        expect((start.parameters[name]!.values[i]! - value) / 0.1).toBeCloseTo(slope, 4);
      }
    }
  });

  it("moves the inputs of a share of the rows by the size, up the slope of their loss", async () => {
    const { tf } = (await openBackend("cpu")).use();
    const perturbed = (name: "fgsm" | "pgd", params: object) => {
      const term = termNamed(name);
      if (term.kind !== "perturbation") throw new Error(`${name} moves nothing`);
      const move = term.open(params, { classes: shares, groups: shares });
      return tf.tidy(() => {
        const fixed = onDevice(tf, batch);
        const p = onDevice(tf, network);
        const loss = (x: Tensors[string]) =>
          problem([]).logLoss(tf, problem([]).forward(tf, p, { ...fixed, x }));
        const slope = tf.grad(loss);
        const moved = move(tf, fixed["x"]!, (x) => slope(x));
        return {
          differences: [...tf.sub(moved, fixed["x"]!).dataSync()],
          slopes: [...slope(fixed["x"]!).dataSync()],
          rise: loss(moved).dataSync()[0]! - loss(fixed["x"]!).dataSync()[0]!,
        };
      });
    };
    const once = perturbed("fgsm", { size: 0.25, share: 0.5 });
    for (const [i, difference] of once.differences.entries()) {
      const isMoved = i < 3 * (ROWS / 2);
      expect(difference).toBeCloseTo(isMoved ? 0.25 * Math.sign(once.slopes[i]!) : 0, 6);
    }
    const often = perturbed("pgd", { size: 0.25, steps: 5, step: 0.2 });
    expect(Math.max(...often.differences.map(Math.abs))).toBeCloseTo(0.25, 6);
    expect(often.rise).toBeGreaterThan(once.rise);
    expect(once.rise).toBeGreaterThan(0);
  });
});
