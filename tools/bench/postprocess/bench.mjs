/**
 * Seconds to fit thresholds by group, and a whole frontier of them, with OxonFair and Fairlearn in the same run on the same rows.
 *
 *   npm run build && node tools/bench/postprocess/bench.mjs [--rows 9000] [--groups 2] [--tolerance 0.01] [--repeats 5]
 *
 * Each figure is the least time of the processor, which what else the machine does disturbs little. Ours is exact: the best
 * thresholds within the tolerance, and 50 points of the frontier; OxonFair's is a grid of 30 thresholds a group, whose fit gives its
 * frontier too. Its objective is computed here from its decisions. Its gap of equalized odds is the mean of two gaps, ours the
 * larger one, so that its objective may be above ours there. Fairlearn draws between thresholds, for a tolerance of 0.
 *
 * pip install oxonfair==0.3 fairlearn==0.15.0; another Python than python3 is named by FAIRLINE_PYTHON.
 */
import { spawnSync } from "node:child_process";
import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createRandom } from "@fairline/numeric";
import { cutsOf } from "../../../packages/postprocess/dist/cuts.js";
import { cellsAt, sumCells } from "../../../packages/postprocess/dist/search/counted-cuts.js";
import { constrainedMetrics } from "../../../packages/postprocess/dist/search/constraint.js";
import { thresholdFrontier } from "../../../packages/postprocess/dist/search/frontier.js";
import { linearFraction, linearSum } from "../../../packages/postprocess/dist/search/objective.js";
import { thresholdSearch } from "../../../packages/postprocess/dist/threshold-search.js";
import { printTable } from "../../common/table.mjs";

const { values: given } = parseArgs({
  options: {
    rows: { type: "string", default: "9000" },
    groups: { type: "string", default: "2" },
    tolerance: { type: "string", default: "0.01" },
    repeats: { type: "string", default: "5" },
  },
});
const settings = Object.fromEntries(
  Object.entries(given).map(([key, value]) => [key, Number(value)]),
);

const rows = makeRows();
const members = Array.from({ length: settings.groups }, (_, g) =>
  Uint32Array.from(rows.groups.keys()).filter((row) => rows.groups[row] === g),
);
const table = [];
for (const answer of peerAnswers()) {
  const { constraint, objective } = answer;
  const [one, found] = timed(() => search(constraint, objective).best(tolerance()));
  const [all, points] = timed(() =>
    thresholdFrontier(search(constraint, objective), "difference", 50),
  );
  const theirs = measured(answer, constraint, objective);
  table.push({
    "constraint, objective": `${constraint}, ${objective}`,
    ours: milliseconds(one),
    "our frontier": `${milliseconds(all)} (${points.length})`,
    OxonFair: `${milliseconds(answer.oxonfair)} (${answer.points})`,
    Fairlearn: answer.fairlearn === undefined ? "" : milliseconds(answer.fairlearn),
    "our objective": found === undefined ? "none" : found.value.toFixed(4),
    "our gap": found === undefined ? "" : found.gap.toFixed(4),
    "OxonFair's": theirs.value.toFixed(4),
    "its gap": theirs.gap.toFixed(4),
  });
}
console.log(`${cpus()[0]?.model ?? "?"}, load ${loadavg()[0]?.toFixed(1) ?? "?"}`);
printTable(
  `${settings.rows} rows, ${settings.groups} groups, gap of at most ${settings.tolerance}; milliseconds of the processor (points)`,
  Object.keys(table[0]),
  table,
);

/** Scores and labels of groups that stand apart. */
function makeRows() {
  const random = createRandom("postprocess");
  const groups = Uint8Array.from({ length: settings.rows }, () => random.integer(settings.groups));
  const scores = Float64Array.from(groups, (g) => {
    const logOdds = -1.2 - 0.9 * g + 1.5 * random.normal();
    return 1 / (1 + Math.exp(-logOdds));
  });
  const labels = Uint8Array.from(scores, (score) => (random.uniform() < score ? 1 : 0));
  return { groups, scores, labels, weights: new Float64Array(settings.rows).fill(1) };
}

function search(constraint, objective) {
  const cuts = members.map((own) => cutsOf(rows, own));
  return thresholdSearch(cuts, { constraint, objective });
}

function tolerance() {
  return { kind: "difference", most: settings.tolerance };
}

function* peerAnswers() {
  const program = fileURLToPath(new URL("peers.py", import.meta.url));
  const input = JSON.stringify({
    ...settings,
    scores: [...rows.scores],
    labels: [...rows.labels],
    groups: [...rows.groups],
  });
  const { status, stdout, stderr } = spawnSync(
    process.env.FAIRLINE_PYTHON ?? "python3",
    [program],
    { input, encoding: "utf8", maxBuffer: 2 ** 28 },
  );
  if (status !== 0) throw new Error(`the peers failed: ${stderr.split("\n").at(-2) ?? ""}`);
  for (const line of stdout.split("\n")) if (line.startsWith("{")) yield JSON.parse(line);
}

/** Objective and largest gap of decisions. */
function measured({ decisions }, constraint, objective) {
  const cells = members.map((own) => {
    const decided = {
      scores: Float64Array.from(decisions),
      labels: rows.labels,
      weights: rows.weights,
    };
    // The cut between decisions 1 and 0: one of three, or the last where all are alike.
    const cuts = cutsOf(decided, own);
    const k = cuts.thresholds.findLastIndex((threshold) => threshold > 0);
    return cellsAt(cuts, decisions[own[0]] === 1 && k === 0 ? 1 : k);
  });
  const total = sumCells(cells);
  const { numerator, denominator } = linearFraction(objective, total);
  const gaps = constrainedMetrics(constraint).map(({ compute }) => {
    const figures = cells.map((own) => compute({ counts: { n: 0, ...own } }));
    return Math.max(...figures) - Math.min(...figures);
  });
  return {
    value: linearSum(numerator, total) / linearSum(denominator, total),
    gap: Math.max(...gaps),
  };
}

function timed(work) {
  let [best, found] = [Infinity, undefined];
  for (let repeat = 0; repeat < settings.repeats; repeat++) {
    const start = process.cpuUsage();
    found = work();
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1e6);
  }
  return [best, found];
}

function milliseconds(value) {
  return (value * 1000).toFixed(1);
}
