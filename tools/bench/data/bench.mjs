/**
 * Rows per second of pre-processing methods, by the packages as they are built: `npm run build`, then
 *
 *   node --max-old-space-size=12000 tools/bench/data/bench.mjs [rows] [method …]
 *
 * Five million rows if nothing is said: two features of numbers, one of categories, two sensitive columns, a label and a split, four fifths of the rows for
 * training. A method's time is that of its stage's `run`, from a table in memory to a table in memory; each runs once, the first time, on all rows
 * and on a tenth of them, so that a method that is not linear shows.
 */
import { makeTable, numberColumn } from "../../../packages/arrow/dist/index.js";
import * as augment from "../../../packages/augment/dist/index.js";
import { createRandom } from "../../../packages/numeric/dist/index.js";
import * as rebalance from "../../../packages/rebalance/dist/index.js";
import { printTable } from "../../common/table.mjs";

const [given, ...wanted] = process.argv.slice(2);
const rows = Number(given ?? 5_000_000);
const one = { attributes: ["sex"] };

const methods = [
  ["reweigh", rebalance.reweighStage, {}],
  ["resample: over", rebalance.resampleStage, { method: "over" }],
  ["resample: under", rebalance.resampleStage, { method: "under" }],
  ["resample: bootstrap", rebalance.resampleStage, { method: "bootstrap" }],
  ["preferential-sampling", rebalance.preferentialSamplingStage, one],
  ["massage", rebalance.massageStage, one],
  ["remove-correlation", rebalance.removeCorrelationStage, {}],
  ["repair", rebalance.repairStage, one],
  ["counterfactual", augment.counterfactualStage, { attribute: "sex" }],
  ["noise", augment.noiseStage, {}],
  ["mixup", augment.mixupStage, {}],
];

const results = [];
for (const [name, stage, params] of methods) {
  if (wanted.length > 0 && !wanted.some((word) => name.startsWith(word))) continue;
  const small = await seconds(stage, params, world(rows / 10));
  const whole = await seconds(stage, params, world(rows));
  results.push({
    method: name,
    seconds: whole.toFixed(2),
    "rows per second": Math.round(rows / whole).toLocaleString("en"),
    "times a tenth of the rows": (whole / small).toFixed(1),
  });
}
printTable(
  `${rows.toLocaleString("en")} rows`,
  ["method", "seconds", "rows per second", "times a tenth of the rows"],
  results,
);

async function seconds(stage, params, table) {
  const start = process.hrtime.bigint();
  await stage.run({
    inputs: { data: { read: () => Promise.resolve(table) } },
    params: stage.params.parse(params),
    context: {
      seed: "bench",
      signal: { aborted: false, throwIfAborted: () => undefined },
      log: () => undefined,
      progress: () => undefined,
    },
  });
  return Number(process.hrtime.bigint() - start) / 1e9;
}

function world(count) {
  const random = createRandom("bench");
  const sex = new Int32Array(count);
  const race = new Int32Array(count);
  const job = new Int32Array(count);
  const label = new Int32Array(count);
  const split = new Int32Array(count);
  const merit = new Float64Array(count);
  const proxy = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    sex[row] = random.integer(2);
    race[row] = random.integer(4);
    job[row] = random.integer(20);
    merit[row] = random.normal();
    proxy[row] = sex[row] + random.normal();
    label[row] = Number(merit[row] + sex[row] / 2 + random.normal() > 0.5);
    split[row] = random.integer(5) === 0 ? 1 : 0;
  }
  const words = (codes, values) => ({ type: "category", codes, values });
  const jobs = Array.from({ length: 20 }, (_, i) => `job ${String(i)}`);
  return makeTable(
    [
      { name: "merit", roles: ["feature"], column: numberColumn(merit) },
      { name: "proxy", roles: ["feature"], column: numberColumn(proxy) },
      { name: "job", roles: ["feature"], column: words(job, jobs) },
      { name: "sex", roles: ["sensitive"], column: words(sex, ["F", "M"]) },
      { name: "race", roles: ["sensitive"], column: words(race, ["a", "b", "c", "d"]) },
      { name: "hired", roles: ["label"], column: words(label, ["no", "yes"]) },
      { name: "split", roles: ["split"], column: words(split, ["train", "test"]) },
    ],
    { task: "binary", positive: "yes" },
  );
}
