/**
 * Steps per second of every backend that opens here, with PyTorch in the same run where it is installed.
 *
 *   npm run build && node tools/bench/train-step/bench.mjs [--models mlp,text] [--backends onnx,wasm] [--repeats 5]
 *
 * Each figure is a median over the repeats. A backend or PyTorch that is not there is listed as such; PyTorch and
 * the backend onnx run with one and with two threads, and the better one counts. PyTorch for Debian: apt-get install
 * python3-torch; another Python is named by FAIRLINE_PYTHON.
 *
 * On a machine with an NVIDIA GPU, PyTorch runs on it too, and backends on the GPU are compared with that; "busy" is the
 * part of the time in which the GPU computed, as nvidia-smi says (give --seconds 1 or more, since it looks about four
 * times a second).
 */
import { spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { measureSpeed, openBackend } from "@fairline/tensor";
import { watchGpu } from "./gpu.mjs";
import { MODELS } from "./models.mjs";

const ON_GPU = new Set(["cuda", "onnx-cuda", "onnx-webgpu"]);

const { values: options } = parseArgs({
  options: {
    models: { type: "string", default: Object.keys(MODELS).join() },
    backends: { type: "string", default: "onnx,onnx-webgpu,onnx-cuda,native,wasm" },
    repeats: { type: "string", default: "5" },
    seconds: { type: "string", default: "0.3" },
    rows: { type: "string" },
  },
});
const repeats = Number(options.repeats);
const repeatMs = 1000 * Number(options.seconds);
const cases = options.models.split(",").flatMap((model) => {
  const sizes =
    options.rows === undefined ? MODELS[model].rows : options.rows.split(",").map(Number);
  return sizes.map((rows) => ({ model, rows }));
});

const peers = pytorch();
const columns = [...peers];
for (const name of options.backends.split(",")) columns.push(await ours(name));

console.log(
  `${cpus().length} x ${cpus()[0].model.trim()}, node ${process.version}; steps per second\n`,
);
const shown = columns.filter(({ absent }) => absent === undefined);
const header = ["model", "rows", ...shown.map(({ title }) => title)];
console.log(`| ${header.join(" | ")} |\n|${header.map(() => " --- |").join("")}`);
for (const { model, rows } of cases) {
  const baseOf = ({ onGpu }) => {
    const peer = peers.findLast((each) => !each.onGpu || onGpu);
    return peer.rates?.get(`${model} ${rows}`)?.rate;
  };
  const cells = shown.map((column) => cell(column.rates.get(`${model} ${rows}`), baseOf(column)));
  console.log(`| ${[model, rows, ...cells].join(" | ")} |`);
}
for (const { title, absent } of columns)
  if (absent !== undefined) console.log(`\n${title}: ${absent}`);
// A device that is kept open would keep the process.
process.exit(0);

function cell(found, base) {
  if (found === undefined) return "";
  if (found.failed !== undefined) return found.failed;
  const ratio = base === undefined ? "" : ` (${(found.rate / base).toFixed(2)} x)`;
  const threads = found.threads === undefined ? "" : `, ${found.threads} t`;
  const first = found.firstStepMs === undefined ? "" : `, first ${found.firstStepMs.toFixed(0)} ms`;
  const busy = found.busy === undefined ? "" : `, busy ${found.busy.toFixed(0)} %`;
  return `${found.rate.toFixed(found.rate < 10 ? 2 : 0)}${ratio}${threads}${first}${busy}`;
}

async function ours(name) {
  const rates = new Map();
  // The library of native takes as many threads as it is first opened with.
  for (const threads of { onnx: [1, 2], native: [2] }[name] ?? [1]) {
    let backend;
    try {
      backend = await openBackend(name, { threads });
    } catch (error) {
      return { title: name, absent: `${error.message} / ${error.hint}` };
    }
    for (const { model, rows } of cases) {
      const key = `${model} ${rows}`;
      const found = await measured(backend, MODELS[model].make(rows));
      const better = !(rates.get(key)?.rate >= found.rate);
      if (better) rates.set(key, { ...found, ...(name === "onnx" ? { threads } : {}) });
    }
  }
  return { title: name, rates, onGpu: ON_GPU.has(name) };
}

async function measured(backend, reference) {
  const gpu = ON_GPU.has(backend.name) ? watchGpu() : undefined;
  try {
    const now = () => performance.now();
    const { stepsPerSecond, firstStepMs } = await measureSpeed(backend, reference, {
      now,
      repeats,
      repeatMs,
    });
    return { rate: stepsPerSecond, firstStepMs, busy: gpu?.stop() };
  } catch (error) {
    gpu?.stop();
    return { rate: 0, failed: failure(error) };
  }
}

/** Why a backend has no figure, in as many words as fit into a table. */
function failure({ message }) {
  const [first] = message.split("\n");
  return first.replace(/^the backend \w+ cannot compute the operation /, "lacks ");
}

/** PyTorch's columns: on the processor, and on the GPU where it has one. */
function pytorch() {
  const python = process.env.FAIRLINE_PYTHON ?? "/usr/bin/python3";
  const wanted = {};
  for (const { model, rows } of cases) (wanted[model] ??= []).push(rows);
  const script = fileURLToPath(new URL("./pytorch.py", import.meta.url));
  const args = [script, JSON.stringify(wanted), String(repeats), options.seconds];
  const { status, stdout, stderr } = spawnSync(python, args, { encoding: "utf8" });
  if (status !== 0) {
    const why = stderr?.trim().split("\n").at(-1) ?? "no Python";
    return [{ title: "PyTorch", absent: `${why} / apt-get install python3-torch` }];
  }
  const { version, rows: found } = JSON.parse(stdout);
  const onProcessor = { title: `PyTorch ${version}`, rates: new Map(), onGpu: false };
  const onGpu = { title: `PyTorch ${version}, cuda`, rates: new Map(), onGpu: true };
  for (const { model, rows, threads, device, rate } of found) {
    const { rates } = device === "cuda" ? onGpu : onProcessor;
    const key = `${model} ${rows}`;
    if (!(rates.get(key)?.rate >= rate)) rates.set(key, { rate, threads });
  }
  return onGpu.rates.size === 0 ? [onProcessor] : [onProcessor, onGpu];
}
