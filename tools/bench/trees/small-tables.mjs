/**
 * What the defaults of gradient-boosted trees are worth on small tables, beside those that are usual for large ones.
 *
 *   npm run build && node tools/bench/trees/small-tables.mjs <folder with adult, compas, german and tables>
 *
 * Trees grow on 200, 1,000 or 5,000 rows, drawn ten times without replacement, and are judged on up to 4,000 others: the mean
 * area under the curve and log loss. "guess" is the log loss of the share of positive labels.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createRandom } from "@fairline/numeric";
import { fitTrees, meanLoss, predictRaw } from "@fairline/trees";

const REPEATS = 10;
const MOST_TEST_ROWS = 4000;
/** Those of LightGBM 4.7. */
const USUAL = { learningRate: 0.1, maxLeaves: 31, minRows: 20, l2: 0, minRowsPerGroup: 100 };
const objective = { loss: "logistic" };

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("name the folder with the data sets");
const read = (file) => readFileSync(join(folder, file), "utf8").trim().split(/\r?\n/);

/** Tables as lists of words with the label last, and what that is when positive. */
const TABLES = {
  Adult: { rows: read("adult/adult.data").map((line) => line.split(", ")), positive: ">50K" },
  German: { rows: read("german/german.data").map((line) => line.split(" ")), positive: "2" },
  COMPAS: {
    rows: named(read("compas/compas-scores-two-years.redacted.csv"), [
      ...["sex", "age", "race", "juv_fel_count", "juv_misd_count", "juv_other_count"],
      ...["priors_count", "c_charge_degree", "two_year_recid"],
    ]),
    positive: "1",
  },
  "credit cards": {
    rows: read("tables/credit-card-clients.csv")
      .slice(1)
      .map((line) => line.split(",").slice(1)),
    positive: "1",
  },
};

console.log("| table | rows | ours: AUC | log loss | usual: AUC | log loss | guess |");
console.log("| --- | --- | --- | --- | --- | --- | --- |");
for (const [name, { rows, positive }] of Object.entries(TABLES)) {
  const table = tableOf(rows, positive);
  for (const count of [200, 1000, 5000]) {
    if (count > 0.8 * rows.length) continue;
    const [ours, usual] = [await judge(table, count, {}), await judge(table, count, USUAL)];
    const cells = [ours.auc, ours.loss, usual.auc, usual.loss, guess(table.labels)];
    console.log(`| ${[name, count, ...cells.map((cell) => cell.toFixed(3))].join(" | ")} |`);
  }
}

/** Some columns of a file whose fields may be in quotes. */
function named([header, ...lines], names) {
  const fields = (line) =>
    Array.from(line.matchAll(/("([^"]*)"|[^,]*)(,|$)/g), ([, all, inner]) => inner ?? all);
  const places = names.map((name) => fields(header).indexOf(name));
  return lines.map((line) => places.map((place) => fields(line)[place]));
}

function tableOf(rows, positive) {
  const width = rows[0].length - 1;
  const columns = Array.from({ length: width }, (_, place) => {
    const words = rows.map((row) => row[place]);
    const isNumeric = words.every((word) => word !== "" && !Number.isNaN(Number(word)));
    if (isNumeric)
      return { kind: "numeric", name: String(place), values: Float64Array.from(words, Number) };
    const codes = new Map(
      [...new Set(words)].filter((word) => word !== "?").map((word, code) => [word, code]),
    );
    return {
      kind: "category",
      name: String(place),
      codes: Int32Array.from(words, (word) => codes.get(word) ?? -1),
    };
  });
  return { columns, labels: rows.map((row) => (row[width] === positive ? 1 : 0)) };
}

async function judge({ columns, labels }, count, options) {
  let [auc, loss] = [0, 0];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const order = createRandom(`draw ${repeat}`).permutation(labels.length);
    const train = pick(columns, labels, order.subarray(0, count));
    const test = pick(columns, labels, order.subarray(count, count + MOST_TEST_ROWS));
    const { ensemble } = await fitTrees(train, { objective, ...options });
    const raw = predictRaw(ensemble, test.columns);
    auc += areaUnderCurve(raw, test.labels) / REPEATS;
    loss += meanLoss(objective, { raw, labels: test.labels }) / REPEATS;
  }
  return { auc, loss };
}

function pick(columns, labels, rows) {
  const picked = columns.map((column) =>
    column.kind === "numeric"
      ? { ...column, values: Float64Array.from(rows, (row) => column.values[row]) }
      : { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]) },
  );
  return { columns: picked, labels: Array.from(rows, (row) => labels[row]) };
}

/** The share of pairs of a positive and another row in which the positive one scores higher, ties by half. */
function areaUnderCurve(scores, labels) {
  const order = [...scores.keys()].sort((a, b) => scores[a] - scores[b]);
  const positives = labels.filter((label) => label === 1).length;
  let ranks = 0;
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && scores[order[to]] === scores[order[from]]) to++;
    for (let i = from; i < to; i++) ranks += labels[order[i]] * ((from + to + 1) / 2);
  }
  const pairs = positives * (labels.length - positives);
  return (ranks - (positives * (positives + 1)) / 2) / pairs;
}

function guess(labels) {
  const share = labels.filter((label) => label === 1).length / labels.length;
  return -share * Math.log(share) - (1 - share) * Math.log(1 - share);
}
