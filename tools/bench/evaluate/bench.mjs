/**
 * How long figures with intervals and tests take, by the packages as they are built: `npm run build`, then
 * `node tools/bench/evaluate/bench.mjs [--rows 1000000,10000000] [--python <interpreter with fairlearn>]`.
 *
 * Each case runs in a process of its own, so that its memory is its own. Times are CPU seconds of both cores, which other work on
 * the machine does not change much. With a Python that has Fairlearn, its `MetricFrame` is timed on a million of the same rows for a
 * few bootstrap replicates, and the time of 1,000 is scaled from those.
 */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "1000000,10000000" },
    python: { type: "string" },
    replicates: { type: "string", default: "2" },
  },
});

const CASES = [
  ["rates: intervals and tests", "analytic", false],
  ["rates: 2,000 bootstrap replicates", "bootstrap", false],
  ["rates and all metrics of scores: intervals and tests", "analytic", true],
];

const here = import.meta.dirname;
const seconds = (value) => value.toFixed(2).padStart(8);

for (const rows of values.rows.split(",").map(Number)) {
  console.log(`\n${rows.toLocaleString("en")} rows, sex (2) x race (5) and both crossed`);
  console.log("columns  figures  peak memory");
  for (const [name, method, withScores] of CASES) {
    const args = [join(here, "case.mjs"), String(rows), method, String(withScores)];
    const { read, figures, megabytes } = JSON.parse(
      execFileSync(process.execPath, args, { encoding: "utf8" }),
    );
    console.log(
      `${seconds(read)} ${seconds(figures)} ${String(Math.round(megabytes)).padStart(9)} MB  ${name}`,
    );
  }
}

if (values.python !== undefined) {
  const args = [join(here, "fairlearn_frame.py"), "1000000", values.replicates];
  const { perReplicate, version } = JSON.parse(
    execFileSync(values.python, args, { encoding: "utf8" }),
  );
  console.log(
    `\nFairlearn ${version}, 1,000,000 rows, four rates by sex: ${perReplicate.toFixed(2)} s a replicate, ` +
      `${Math.round(1000 * perReplicate).toLocaleString("en")} s for 1,000 (scaled from ${values.replicates})`,
  );
}
