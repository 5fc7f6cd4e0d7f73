/**
 * One case of the benchmark: `node case.mjs <rows> <analytic | bootstrap> <with scores>`. Prints CPU seconds for reading columns into typed
 * arrays, and for the figures, and the peak memory of the process, as JSON.
 */
import { stageContext } from "../../../packages/testing/dist/index.js";
import { readDecisions } from "../../../packages/evaluate/dist/decisions.js";
import { groupingsOf } from "../../../packages/evaluate/dist/groupings.js";
import { groupsStage } from "../../../packages/evaluate/dist/index.js";
import { measure } from "../../../packages/evaluate/dist/measure.js";
import { allRows } from "../../../packages/arrow/dist/index.js";
import { makeRows, tableOf } from "./rows.mjs";

const [rows, method, withScores] = process.argv.slice(2);
const params = groupsStage.params.parse({
  intersections: true,
  intervals: { method, replicates: 2000 },
});

/** CPU seconds of a call, with what it gave. */
async function timed(run) {
  const before = process.cpuUsage();
  const value = await run();
  const { user, system } = process.cpuUsage(before);
  return [(user + system) / 1e6, value];
}

async function run(table) {
  const all = allRows(table);
  const [read, { groupings, decisions }] = await timed(async () => ({
    groupings: groupingsOf(table, all, params),
    decisions: await readDecisions(table, all, { model: undefined, threshold: params.threshold }),
  }));
  const [figures] = await timed(() =>
    measure({ groupings, decisions, split: "all" }, params, stageContext()),
  );
  return { read, figures };
}

// The first run of a few rows compiles.
await run(tableOf(makeRows(100_000), withScores === "true"));
const times = await run(tableOf(makeRows(Number(rows)), withScores === "true"));
console.log(JSON.stringify({ ...times, megabytes: process.resourceUsage().maxRSS / 1024 }));
