/**
 * Where the time of a compiled step goes, node by node, beside the least that its work could take.
 *
 *   npm run build && node tools/bench/train-step/profile.mjs [--model mlp] [--rows 1024] [--threads 1] [--steps 300] [--backend onnx]
 *
 * A node's time is its median over the steps. The floor: floating-point operations of matrix products and convolutions over
 * the rate that a large product reaches here, and for the rest the bytes that a node reads and writes over the rate of copying;
 * a node whose values lie in the processor's caches is faster than that. Reshaping moves nothing.
 *
 * With --backend onnx-webgpu the last line tells which nodes the processor computed, for want of a shader; times there are those
 * of handing a node over, and floors the processor's.
 */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { openBackend } from "@fairline/tensor";
import { MODELS } from "./models.mjs";

const { values: options } = parseArgs({
  options: {
    model: { type: "string", default: "mlp" },
    rows: { type: "string", default: "1024" },
    threads: { type: "string", default: "1" },
    steps: { type: "string", default: "300" },
    backend: { type: "string", default: "onnx" },
  },
});
const threads = Number(options.threads);
/** By operation, how many products each element of a result is the sum of. */
const ofMatrices = ([a, b], [y]) => Math.sqrt((size(a) * size(b)) / size(y));
const ofWindows = ([, filter]) => size(filter) / filter[0];
const PRODUCTS = {
  Gemm: ofMatrices,
  FusedGemm: ofMatrices,
  MatMul: ofMatrices,
  FusedMatMul: ofMatrices,
  Conv: ofWindows,
  FusedConv: ofWindows,
};
const folder = mkdtempSync(join(tmpdir(), "fairline-profile-"));
try {
  const { step, start, batch } = MODELS[options.model].make(Number(options.rows));
  const rates = await measuredRates();
  const wall = await timed(await openBackend(options.backend, { threads }), { step, start, batch });
  const backend = await openBackend(options.backend, { threads, profile: join(folder, "step") });
  await timed(backend, { step, start, batch });
  report(nodesOf(readProfile()), rates, wall);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Microseconds of a step, without profiling. */
async function timed(backend, { step, start, batch }) {
  const session = backend.session(step, start);
  const steps = Number(options.steps);
  for (let i = 0; i < 20; i++) await session.step(batch);
  const begun = performance.now();
  for (let i = 0; i < steps; i++) await session.step(batch);
  const microseconds = (1000 * (performance.now() - begun)) / steps;
  session.dispose();
  return microseconds;
}

/** The events of every program of the step: one that adds rows to places runs as several on more than one thread. */
function readProfile() {
  return readdirSync(folder).flatMap((name) =>
    JSON.parse(readFileSync(join(folder, name), "utf8")).map((event) => ({
      ...event,
      name: `${name} ${event.name}`,
    })),
  );
}

/** Operation, shapes and median microseconds of every node. */
function nodesOf(events) {
  const found = new Map();
  for (const { cat, name, dur, args } of events) {
    if (cat !== "Node" || !name.endsWith("_kernel_time")) continue;
    const node = found.get(name) ?? { op: args.op_name, args, times: [] };
    node.times.push(dur);
    found.set(name, node);
  }
  return [...found.values()].map(({ op, args, times }) => ({
    op,
    provider: args.provider,
    shapes: shapesIn(args.input_type_shape),
    outputs: shapesIn(args.output_type_shape),
    microseconds: times.sort((a, b) => a - b)[times.length >> 1],
  }));
}

function shapesIn(typed) {
  return (typed ?? []).flatMap((entry) => Object.values(entry));
}

function size(shape) {
  return shape.reduce((product, size) => product * size, 1);
}

function report(nodes, { flopsPerMicrosecond, bytesPerMicrosecond }, wall) {
  const groups = new Map();
  for (const { op, shapes, outputs, microseconds } of nodes) {
    const inner = PRODUCTS[op]?.(shapes, outputs) ?? 0;
    const isProduct = inner > 0;
    const flops = 2 * size(outputs[0] ?? []) * inner;
    const bytes = 4 * [...shapes, ...outputs].reduce((total, shape) => total + size(shape), 0);
    const moves = op === "Reshape" ? 0 : bytes;
    const floor = isProduct ? flops / flopsPerMicrosecond : moves / bytesPerMicrosecond;
    const group = groups.get(op) ?? { nodes: 0, microseconds: 0, floor: 0 };
    group.nodes += 1;
    group.microseconds += microseconds;
    group.floor += floor;
    groups.set(op, group);
  }
  const total = [...groups.values()].reduce(
    (sum, group) => ({
      nodes: sum.nodes + group.nodes,
      microseconds: sum.microseconds + group.microseconds,
      floor: sum.floor + group.floor,
    }),
    { nodes: 0, microseconds: 0, floor: 0 },
  );
  console.log(
    `${options.model}, ${options.rows} rows, ${threads} thread(s), ${cpus()[0].model.trim()}, node ${process.version}`,
  );
  console.log(
    `a large product: ${(flopsPerMicrosecond / 1e3).toFixed(0)} GFLOP/s; copying: ${(bytesPerMicrosecond / 1e3).toFixed(1)} GB/s\n`,
  );
  console.log("| operation | nodes | µs | floor, µs |\n| --- | ---: | ---: | ---: |");
  const rows = [...groups].sort(([, a], [, b]) => b.microseconds - a.microseconds);
  for (const [op, group] of [...rows, ["all nodes", total]]) {
    console.log(
      `| ${op} | ${group.nodes} | ${group.microseconds.toFixed(0)} | ${group.floor.toFixed(0)} |`,
    );
  }
  console.log(`| a step, as the caller waits for it | | ${wall.toFixed(0)} | |`);
  const onProcessor = nodes.filter(({ provider }) => provider === "CPUExecutionProvider");
  if (options.backend !== "onnx") {
    console.log(`\non the processor: ${onProcessor.map(({ op }) => op).join(", ") || "no node"}`);
  }
}

/** The rate of a product of 1,024 x 1,024 matrices, and that of adding two vectors of 64 MB. */
async function measuredRates() {
  const side = 1024;
  const long = 16 * 1024 ** 2;
  const product = (tf, _, { a }) => ({ p: tf.max(tf.matMul(a, a)) });
  const sum = (tf, _, { a }) => ({ s: tf.slice(tf.add(a, tf.reverse(tf.slice(a, 0, 1))), 0, 1) });
  const matrix = { shape: [side, side], values: new Float32Array(side * side).fill(0.5) };
  const vector = { shape: [long], values: new Float32Array(long).fill(0.5) };
  return {
    flopsPerMicrosecond: (2 * side ** 3) / (await fastest(product, { a: matrix })),
    bytesPerMicrosecond: (8 * long) / (await fastest(sum, { a: vector })),
  };
}

/** Microseconds of the fastest of ten runs. */
async function fastest(forward, batch) {
  const backend = await openBackend("onnx", { threads });
  const none = (_, parameters, state) => ({ parameters, state, losses: {} });
  const session = backend.session(none, { parameters: {}, state: {} });
  let best = Infinity;
  for (let i = 0; i < 11; i++) {
    const begun = performance.now();
    await session.evaluate(forward, batch);
    if (i > 0) best = Math.min(best, 1000 * (performance.now() - begun));
  }
  session.dispose();
  return best;
}
