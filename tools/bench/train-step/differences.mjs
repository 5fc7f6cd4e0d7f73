/**
 * How far trained parameters differ between backends and thread counts, and whether a rerun gives the same bytes.
 *
 *   npm run build && node tools/bench/train-step/differences.mjs [--rows 256] [--steps 50]
 *
 * Every model of the bench is trained for some steps from the same start. The difference is the largest over all
 * parameters of |a - b|, beside the largest parameter; a is `onnx` with one thread.
 */
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { openBackend } from "@fairline/tensor";
import { MODELS } from "./models.mjs";

const { values: options } = parseArgs({
  options: {
    rows: { type: "string", default: "256" },
    steps: { type: "string", default: "50" },
  },
});
const rows = Number(options.rows);
const steps = Number(options.steps);
const compiled = [1, 2, 4].map((threads) => ({ name: "onnx", threads }));
const others = {
  mlp: [...compiled, { name: "wasm" }, { name: "cpu" }],
  // wasm has no gradients for these, and cpu takes many minutes for them at this size.
  text: compiled,
  convolution: compiled,
};

console.log(
  `${cpus().length} x ${cpus()[0].model.trim()}, node ${process.version}; ${steps} steps of ${rows} rows\n`,
);
console.log(
  "| model | backend | largest difference | largest parameter | rerun gives the same bytes |",
);
console.log("| --- | --- | ---: | ---: | --- |");
for (const [model, { make }] of Object.entries(MODELS)) {
  const base = await train({ name: "onnx", threads: 1 }, make(rows));
  for (const other of others[model]) console.log(await line(model, other, make, base));
}

async function line(model, { name, threads }, make, base) {
  const backend =
    threads === undefined ? name : `${name}, ${threads} thread${threads > 1 ? "s" : ""}`;
  const first = await train({ name, threads }, make(rows));
  const again = await train({ name, threads }, make(rows));
  const isSame = first.every((value, i) => Object.is(value, again[i]));
  const difference = first.reduce((most, value, i) => Math.max(most, Math.abs(value - base[i])), 0);
  const largest = base.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return `| ${model} | ${backend} | ${difference.toExponential(1)} | ${largest.toFixed(2)} | ${isSame ? "yes" : "no"} |`;
}

/** All parameters after the steps, one after another. */
async function train({ name, threads = 1 }, { step, start, batch }) {
  const backend = await openBackend(name, { threads });
  const session = backend.session(step, start);
  try {
    for (let at = 0; at < steps; at++) await session.step(batch);
    const parameters = Object.values(await session.parameters());
    return Float32Array.from(parameters.flatMap(({ values }) => [...values]));
  } finally {
    session.dispose();
  }
}
