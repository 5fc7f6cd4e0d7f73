/**
 * Seconds to train gradient-boosted trees, with LightGBM in the same run, on the same rows and threads.
 *
 *   npm run build && node tools/bench/trees/bench.mjs [--rows 1000000] [--columns 20] [--rounds 100] [--leaves 31]
 *     [--threads 2] [--repeats 5]
 *
 * Both go from 64-bit floats to trees, and take turns, so that what else the machine does hits both. Each figure is a median;
 * "cpu" is the time of all threads. Prediction is of a tenth as many other rows on one thread, and so is the log loss.
 *
 * LightGBM for Python: pip install lightgbm==4.7.0; another Python than python3 is named by FAIRLINE_PYTHON.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createRandom } from "@fairline/numeric";
import { fitTrees, meanLoss, predictProbability, predictRaw } from "@fairline/trees";

const { values: given } = parseArgs({
  options: {
    rows: { type: "string", default: "1000000" },
    columns: { type: "string", default: "20" },
    rounds: { type: "string", default: "100" },
    leaves: { type: "string", default: "31" },
    threads: { type: "string", default: "2" },
    repeats: { type: "string", default: "5" },
  },
});
const settings = Object.fromEntries(
  Object.entries(given).map(([key, value]) => [key, Number(value)]),
);
const objective = { loss: "logistic" };

const folder = mkdtempSync(join(tmpdir(), "fairline-trees-"));
try {
  const train = rowsOf("train", settings.rows);
  const test = rowsOf("test", Math.ceil(settings.rows / 10));
  const peer = await startPeer(train, test);
  const found = { ours: [], peer: [] };
  for (let repeat = 0; repeat < settings.repeats; repeat++) {
    found.ours.push(await ours(train, test));
    if (peer.absent === undefined) found.peer.push(await peer.train());
  }
  peer.end?.();
  print(peer, found);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Rows whose label depends on six of the columns, on one of them only together with another. */
function rowsOf(name, count) {
  const random = createRandom(name);
  const x = Array.from({ length: settings.columns }, () =>
    Float64Array.from({ length: count }, () => random.normal()),
  );
  const at = (column, row) => x[column % settings.columns][row];
  const labels = Float64Array.from({ length: count }, (_, row) => {
    const interaction = at(1, row) * at(2, row) - Math.abs(at(3, row)) + Math.sin(3 * at(4, row));
    const score = at(0, row) + interaction / 2 + at(5, row) / 5;
    return random.uniform() < 1 / (1 + Math.exp(-score)) ? 1 : 0;
  });
  return {
    name,
    columns: x.map((values, i) => ({ kind: "numeric", name: `x${i}`, values })),
    labels,
  };
}

async function ours(train, test) {
  const { rounds, leaves: maxLeaves, threads } = settings;
  // What LightGBM has by default.
  const rules = { learningRate: 0.1, minRows: 20, l2: 0 };
  const begun = performance.now();
  const used = process.cpuUsage();
  const { ensemble } = await fitTrees(train, { objective, rounds, maxLeaves, threads, ...rules });
  const trained = performance.now();
  const { user, system } = process.cpuUsage(used);
  const begunToPredict = performance.now();
  predictProbability(ensemble, test.columns);
  const predicted = performance.now();
  return {
    total: (trained - begun) / 1e3,
    cpu: (user + system) / 1e6,
    predict: (predicted - begunToPredict) / 1e3,
    loss: meanLoss(objective, { raw: predictRaw(ensemble, test.columns), labels: test.labels }),
  };
}

/** Writes the rows, and starts a Python that trains on them whenever it is told to. */
async function startPeer(...sets) {
  for (const { name, columns, labels } of sets) {
    const values = Buffer.concat(columns.map(({ values: each }) => bytes(each)));
    writeFileSync(join(folder, `${name}.f64`), values);
    writeFileSync(join(folder, `${name}-labels.f64`), bytes(labels));
  }
  writeFileSync(join(folder, "settings.json"), JSON.stringify(settings));
  const python = process.env.FAIRLINE_PYTHON ?? "python3";
  const script = fileURLToPath(new URL("./train-lightgbm.py", import.meta.url));
  const child = spawn(python, [script, folder], { stdio: ["pipe", "pipe", "inherit"] });
  child.on("error", () => undefined);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const next = async () => {
    const { value } = await lines.next();
    return value === undefined ? undefined : JSON.parse(value);
  };
  const started = await next();
  if (started === undefined) return { absent: `${python} has no LightGBM: pip install lightgbm` };
  return {
    title: `LightGBM ${started.version}`,
    train: () => {
      child.stdin.write("train\n");
      return next();
    },
    end: () => child.stdin.end(),
  };
}

function bytes({ buffer, byteOffset, byteLength }) {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function print({ title, absent }, found) {
  const { rows, columns, rounds, leaves, threads, repeats } = settings;
  const load = loadavg()[0].toFixed(1);
  console.log(
    `${cpus().length} x ${cpus()[0].model.trim()}, node ${process.version}, load ${load}`,
  );
  console.log(
    `${rows} rows x ${columns} columns, ${rounds} trees of ${leaves} leaves, ${threads} threads, medians of ${repeats}\n`,
  );
  console.log(
    "|  | train, s | train, cpu s | predict, s | log loss |\n| --- | --- | --- | --- | --- |",
  );
  const fairline = medians(found.ours);
  console.log(row("Fairline", fairline));
  if (absent !== undefined) return console.log(absent);
  const peer = medians(found.peer);
  console.log(row(title, peer));
  const ratio = (key) => `${(fairline[key] / peer[key]).toFixed(2)} x`;
  console.log(`| ratio | ${ratio("total")} | ${ratio("cpu")} | ${ratio("predict")} |  |`);
}

function row(title, { total, cpu, predict, loss }) {
  return `| ${title} | ${total.toFixed(2)} | ${cpu.toFixed(2)} | ${predict.toFixed(2)} | ${loss.toFixed(5)} |`;
}

function medians(runs) {
  const middle = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
  return Object.fromEntries(
    ["total", "cpu", "predict", "loss"].map((key) => [key, middle(runs.map((run) => run[key]))]),
  );
}
