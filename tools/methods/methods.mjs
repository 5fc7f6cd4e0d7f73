/**
 * Prints accuracy, AUC and gaps by sex for every method of fairness on Adult, at a few strengths: the table of
 * docs/guide/methods.md.
 *
 *   npm run build && node tools/methods/methods.mjs [--mirror <folder with adult/adult.data and adult/adult.test>] [--seeds 1,2,3]
 *     [--only mmd,hsic]
 *
 * The network is that of pipelines/adult.yaml. Figures are of the test rows, means and standard deviations over the seeds.
 * Without a mirror (or FAIRLINE_MIRROR) the files are downloaded.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { METHODS } from "./settings.mjs";

const { values: options } = parseArgs({
  options: {
    mirror: { type: "string", default: process.env.FAIRLINE_MIRROR ?? "" },
    seeds: { type: "string", default: "1,2,3" },
    only: { type: "string" },
  },
});
const command = resolve(import.meta.dirname, "../../packages/cli/bin/fairline.js");
const folder = mkdtempSync(join(tmpdir(), "fairline-methods-"));
const chosen = METHODS.filter(
  ({ name }) => options.only === undefined || options.only.split(",").includes(name),
);
const columns = [
  { title: "accuracy, %", metric: "accuracy", attribute: null },
  { title: "AUC, %", metric: "auc", attribute: null },
  {
    title: "selection-rate gap, points",
    metric: "demographic_parity_difference",
    attribute: "sex",
  },
  {
    title: "equalized-odds gap, points",
    metric: "equalized_odds_difference",
    attribute: "sex",
  },
];

try {
  writeFileSync(join(folder, "methods.yaml"), pipeline());
  const mirror = options.mirror === "" ? [] : ["--mirror", options.mirror];
  fairline("run", ...mirror);
  const status = JSON.parse(fairline("status", "--json")).instances;

  print(status);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function fairline(...args) {
  const [name, ...rest] = args;
  const pipelineArgument = name === "runs" ? [] : ["methods.yaml"];
  return execFileSync(process.execPath, [command, name, ...pipelineArgument, ...rest], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** A pipeline with a training and an evaluation for every method and seed, in JSON, which is YAML. */
function pipeline() {
  const matrix = { seed: options.seeds.split(",").map(Number) };
  const stages = Object.fromEntries(
    chosen.flatMap(({ fairness }, i) => [
      [
        `train_${String(i)}`,
        {
          uses: "train/mlp",
          in: "clean",
          matrix,
          with: { hidden: [64, 32], ...(fairness === undefined ? {} : { fairness }) },
        },
      ],
      [
        `evaluate_${String(i)}`,
        {
          uses: "evaluate/groups",
          matrix: { from: `train_${String(i)}` },
          in: { data: "clean", model: `train_${String(i)}` },
          with: { attributes: ["sex"], intervals: { method: "none" } },
        },
      ],
    ]),
  );
  const steps = ["drop-nulls", "split"].map((name) =>
    name === "split"
      ? { split: { test: 0.3, validation: 0.1, by: ["label", "sensitive"] } }
      : { "drop-nulls": "all" },
  );
  return JSON.stringify({
    version: 1,
    name: "methods",
    seed: 17,
    stages: {
      ingest: { uses: "ingest/dataset", with: { dataset: "adult" } },
      clean: { uses: "clean/table", in: "ingest", with: { steps } },
      ...stages,
    },
  });
}

function print(instances) {
  console.log(`| method | ${columns.map(({ title }) => title).join(" | ")} |`);
  console.log(`| --- | ${columns.map(() => "---:").join(" | ")} |`);
  for (const [i, { label }] of chosen.entries()) {
    const own = instances.filter(({ id }) => id.startsWith(`evaluate_${String(i)}@`));
    const figures = own.map(({ id }) => {
      const rows = JSON.parse(fairline("show", `${id}.metrics`, "--json"));
      return columns.map(({ metric, attribute }) => {
        const row = rows.find(
          (each) => each.metric === metric && each.attribute === attribute && each.group === null,
        );
        return 100 * row.value;
      });
    });
    const cells = columns.map((_, at) => spread(figures.map((run) => run[at])));
    console.log(`| ${label} | ${cells.join(" | ")} |`);
  }
}

function spread(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length < 2) return mean.toFixed(2);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return `${mean.toFixed(2)} ± ${Math.sqrt(squares / (values.length - 1)).toFixed(2)}`;
}
