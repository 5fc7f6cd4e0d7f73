/** What a tool does when its cache was damaged, when it was killed, and when an edit changes nothing downstream. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { isRight } from "../outputs.mjs";
import { environment, runTool } from "../run-tool.mjs";
import { printTable } from "../../../common/table.mjs";
import { read, stagesOf, writeInputs } from "../world.mjs";

const SHAPE = { chains: 2, length: 15 };
const CHAIN = { chains: 1, length: 10 };
const COLUMNS = [
  "tool",
  "entry overwritten",
  "entry deleted",
  "killed half way",
  "same bytes upstream",
  "last stage edited",
];

export function tampering({ root, peers, ...how }) {
  const rows = peers.map((peer) => {
    if (peer.missing !== undefined) return { tool: peer.name, [COLUMNS[1]]: peer.missing };
    const world = { peer, root, how };
    const first = firstRun(world);
    return {
      tool: peer.title,
      "entry overwritten": afterChange(world, first, overwrite),
      "entry deleted": afterChange(world, first, (path) => rmSync(path, { force: true })),
      "killed half way": killHalfWay(world, first.seconds),
      "same bytes upstream": rerun(world, (directory) =>
        writeFileSync(join(directory, "input/0.txt"), "CHAIN 0\n"),
      ),
      "last stage edited": rerun(world, (directory, log) =>
        peer.prepare(directory, stagesOf({ ...CHAIN, log, edited: CHAIN.length - 1 })),
      ),
    };
  });
  printTable("30 stages in 2 chains of 15: what each tool does", COLUMNS, rows);
}

function firstRun({ peer, root, how }) {
  const directory = prepared({ peer, root }, stagesOf(SHAPE), SHAPE);
  const { seconds } = runTool(peer, directory, how);
  return { directory, seconds };
}

function prepared({ peer, root }, stages, shape) {
  const directory = mkdtempSync(join(root, "world-"));
  writeInputs(directory, shape);
  peer.prepare(directory, stages);
  peer.link(directory);
  return directory;
}

/** Removes the outputs, changes every file of the cache, and runs again. */
function afterChange({ peer, how }, { directory }, change) {
  const stages = stagesOf(SHAPE);
  const files = peer.caches.flatMap((cache) => filesBelow(join(directory, cache)));
  if (files.length === 0) return "no cache";
  if (peer.output !== undefined) {
    for (const stage of stages) rmSync(join(directory, peer.output(stage)), { force: true });
  }
  for (const file of files) change(file);
  if (runTool(peer, directory, how).status !== 0) return "fails";
  return isRight(peer, directory, stages) ? "made anew" : "WRONG RESULT";
}

/** Kills a first run in the middle and runs again. */
function killHalfWay({ peer, root, how }, firstSeconds) {
  const stages = stagesOf(SHAPE);
  const directory = prepared({ peer, root }, stages, SHAPE);
  const [program, ...args] = peer.command(how.jobs);
  const script = `
    const [program, args, ms] = ${JSON.stringify([program, args, Math.round(firstSeconds * 500)])};
    const child = require("node:child_process").spawn(program, args, { stdio: "ignore", detached: true });
    child.on("exit", () => process.exit(1));
    setTimeout(() => { process.kill(-child.pid, "SIGKILL"); process.exit(0); }, ms);`;
  const options = { cwd: directory, env: environment(peer) };
  if (spawnSync(process.execPath, ["-e", script], options).status !== 0) return "was done before";
  if (runTool(peer, directory, how).status !== 0) return "next run fails";
  return isRight(peer, directory, stages) ? "goes on" : "WRONG RESULT";
}

/** How many stages of one chain run after an edit: the first one notes in capitals what the input says in small letters. */
function rerun({ peer, root, how }, edit) {
  if (peer.typed) return "as commands";
  const log = join(mkdtempSync(join(root, "log-")), "ran.log");
  const directory = prepared({ peer, root }, stagesOf({ ...CHAIN, log }), CHAIN);
  runTool(peer, directory, how);
  writeFileSync(log, "");
  edit(directory, log);
  runTool(peer, directory, how);
  const lines = (read(log) ?? "").split("\n").length - 1;
  return `${String(lines)} of ${String(CHAIN.length)} run`;
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function overwrite(path) {
  const { size, mode } = statSync(path);
  chmodSync(path, mode | 0o200);
  writeFileSync(path, Buffer.alloc(size, "x"));
}
