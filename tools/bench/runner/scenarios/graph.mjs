/** First run, cached runs, and a run after one input was edited, on a graph of copies. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isRight } from "../outputs.mjs";
import { median, PAST_LIMIT, runTool } from "../run-tool.mjs";
import { megabytes, milliseconds, printTable, seconds } from "../../../common/table.mjs";
import { stagesOf, writeInputs } from "../world.mjs";

const COLUMNS = [
  "tool",
  "first run",
  "its CPU",
  "cached run",
  "CPU of that",
  "a stage of that",
  "its memory",
  "one input edited",
];

/**
 * Makes a scenario of so many chains of so many stages.
 *
 * @param takesPart - Whether a tool of that name is measured.
 */
export function graph(heading, shape, takesPart = () => true) {
  return ({ root, repeats, peers, ...how }) => {
    const stages = stagesOf(shape);
    const worlds = peers
      .filter(({ name }) => takesPart(name))
      .map((peer) => firstRun(peer, { root, shape, stages, how }));
    const able = worlds.filter(({ first }) => first?.status === 0);
    // In turn, so that what else the machine does reaches all of them.
    for (let round = 0; round < repeats; round += 1) {
      for (const { peer, directory, cached } of able) cached.push(runTool(peer, directory, how));
    }
    for (const world of able) world.edited = editOne(world, stages, how);
    printTable(
      heading,
      COLUMNS,
      worlds.map((world) => rowOf(world, stages.length)),
    );
    for (const { directory } of able) rmSync(directory, { recursive: true, force: true });
  };
}

function firstRun(peer, { root, shape, stages, how }) {
  if (peer.missing !== undefined) return { peer };
  const directory = mkdtempSync(join(root, "world-"));
  writeInputs(directory, shape);
  peer.prepare(directory, stages);
  peer.link(directory);
  return { peer, directory, first: runTool(peer, directory, how), cached: [] };
}

/** All of the chain must run again, or as much of it as has new bytes; with chains of one stage, that one. */
function editOne({ peer, directory }, stages, how) {
  writeFileSync(join(directory, "input/0.txt"), "edited\n");
  const run = runTool(peer, directory, how);
  const isStale = peer.output !== undefined && !isRight(peer, directory, stages, "edited\n");
  return `${seconds(run.seconds)}${isStale ? ", STALE" : ""}`;
}

function rowOf({ peer, first, cached, edited }, count) {
  if (first === undefined) return { tool: peer.name, "first run": peer.missing };
  if (first.status === PAST_LIMIT) {
    return { tool: peer.title, "first run": `> ${seconds(first.seconds)}` };
  }
  if (first.status !== 0) {
    return {
      tool: peer.title,
      "first run": `failed: ${first.output.trim().split("\n").at(-1) ?? ""}`,
    };
  }
  const middle = median(cached.map((run) => run.seconds));
  return {
    tool: peer.title,
    "first run": seconds(first.seconds),
    "its CPU": seconds(first.cpu),
    "cached run": seconds(middle),
    "CPU of that": seconds(median(cached.map(({ cpu }) => cpu))),
    "a stage of that": milliseconds(middle / count).replace(/^0 ms$/, "< 1 ms"),
    "its memory": megabytes(median(cached.map((run) => run.megabytes))),
    "one input edited": edited,
  };
}
