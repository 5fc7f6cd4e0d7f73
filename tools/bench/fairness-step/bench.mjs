/**
 * What each method of fairness adds to a training step: milliseconds of a step with it, beside the plain step of the same run.
 *
 *   npm run build && node tools/bench/fairness-step/bench.mjs [--rows 512] [--backend onnx] [--repeats 5] [--seconds 0.3] [--only mmd,hsic]
 *
 * The network has 104 inputs (Adult's) and hidden layers of 64 and 32; rows are of two groups. Plain and fair steps take turns, so that what
 * else the machine does hits both; each figure is the median of the repeats.
 */
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { drawParameters } from "@fairline/model";
import { createRandom } from "@fairline/numeric";
import { adam, measureSpeed, openBackend } from "@fairline/tensor";
import { FAIRNESS_TERMS } from "@fairline/train";
import { fairnessPlan } from "../../../packages/train/dist/fairness/plan.js";
import { trainingStart, trainingStep } from "../../../packages/train/dist/objective.js";

const { values: options } = parseArgs({
  options: {
    rows: { type: "string", default: "512" },
    backend: { type: "string", default: "onnx" },
    repeats: { type: "string", default: "5" },
    seconds: { type: "string", default: "0.3" },
    only: { type: "string" },
  },
});
const rows = Number(options.rows);
const INPUTS = 104;
const network = { inputs: INPUTS, hidden: [64, 32], activation: "relu" };
const optimizer = adam({ learningRate: 1e-3 });
const backend = await openBackend(options.backend, { threads: 2 });
const chosen = FAIRNESS_TERMS.filter(
  ({ name }) => options.only === undefined || options.only.split(",").includes(name),
);

console.log(`${rows} rows, ${backend.name}; milliseconds a step, and times the plain step\n`);
console.log("| method | cost | plain | with it | times |\n| --- | --- | ---: | ---: | ---: |");
for (const term of chosen) {
  const rounds = [];
  for (let repeat = 0; repeat < Number(options.repeats); repeat++) {
    rounds.push([await milliseconds(undefined), await milliseconds(term)]);
  }
  const [plain, fair] = [0, 1].map((at) => median(rounds.map((round) => round[at])));
  const times = median(rounds.map(([before, after]) => after / before));
  console.log(
    `| ${term.name} | ${term.cost} | ${plain.toFixed(2)} | ${fair.toFixed(2)} | ${times.toFixed(2)} |`,
  );
}
process.exit(0);

async function milliseconds(term) {
  const random = createRandom("fairness step");
  const objective = { network, l2: 0, fairness: term && planOf(term) };
  const parameters = drawParameters(network, random, Array(INPUTS).fill(true));
  const { stepsPerSecond } = await measureSpeed(
    backend,
    {
      step: trainingStep(objective, optimizer),
      start: trainingStart(objective, optimizer, parameters, random),
      batch: batchOf(random, term),
    },
    { now: () => performance.now(), repeats: 1, repeatMs: 1000 * Number(options.seconds) },
  );
  return 1000 / stepsPerSecond;
}

function planOf(term) {
  const share = ["0", "1"].map((name) => ({ name, share: 0.5 }));
  const call = { term, strength: 1, attribute: 0, params: {} };
  return fairnessPlan([call], () => ({ classes: share, groups: share }));
}

function batchOf(random, term) {
  const inputs = () => ({
    shape: [rows, INPUTS],
    values: Float32Array.from({ length: rows * INPUTS }, () => random.normal()),
  });
  const group = Array.from({ length: rows }, () => random.integer(2));
  return {
    x: inputs(),
    y: { shape: [rows], values: Float32Array.from(group, () => random.integer(2)) },
    weight: { shape: [rows], values: new Float32Array(rows).fill(1) },
    ...(term === undefined
      ? {}
      : {
          members_0: {
            shape: [rows, 2],
            values: Float32Array.from({ length: 2 * rows }, (_, i) =>
              Number(group[i >> 1] === i % 2),
            ),
          },
        }),
    ...(term?.needs.includes("counterparts") ? { counterpart_x_0: inputs() } : {}),
  };
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
