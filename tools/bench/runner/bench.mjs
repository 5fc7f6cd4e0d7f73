/**
 * Times pipeline runners on the same graphs in the same run, and tries what they do with damaged caches.
 *
 *   node tools/bench/runner/bench.mjs --scenario all
 *   node tools/bench/runner/bench.mjs --scenario chains,tampering --only fairline,turbo --jobs 2 --repeats 9
 *
 * All scenarios take about twenty minutes on an idle machine, some of them turbo's first run, in which it starts yarn for each
 * of 1,000 stages. Which tool runs is told on standard error; one that takes longer than `--limit` seconds (600) is
 * ended, and the table says so.
 *
 * Peers: make, ninja and snakemake where they are installed (`apt-get install make ninja-build snakemake time`); nx, turbo and
 * wireit, which are installed into a temporary folder. A tool that cannot be had is listed as such. CPU seconds and memory
 * need GNU time. Everything is written under the folder for temporary files, 2 GB at most.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fairlineCommand, fairlineTyped } from "./peers/fairline.mjs";
import { make } from "./peers/make.mjs";
import { ninja } from "./peers/ninja.mjs";
import { nx } from "./peers/nx.mjs";
import { snakemake } from "./peers/snakemake.mjs";
import { turbo } from "./peers/turbo.mjs";
import { wireit } from "./peers/wireit.mjs";
import { readyPeers } from "./ready-peers.mjs";
import { bigInput } from "./scenarios/big-input.mjs";
import { graph } from "./scenarios/graph.mjs";
import { hashing } from "./scenarios/hashing.mjs";
import { tampering } from "./scenarios/tampering.mjs";

// A first run of 1,000 stages takes nx half a minute (and its second one as long: the inputs that are outputs were not there
// when it looked), and turbo some minutes; 10,000 take the others as long. They are left out where their figures would say
// nothing new.
const quick = (name) => name !== "turbo" && name !== "nx";
const quickest = (name) => ["fairline, typed stages", "make", "ninja"].includes(name);

const SCENARIOS = {
  chains: graph("1,000 stages in 20 chains of 50", { chains: 20, length: 50 }),
  wide: graph("1,000 stages side by side", { chains: 1000, length: 1 }, quick),
  deep: graph("one chain of 200 stages", { chains: 1, length: 200 }, quick),
  many: graph("10,000 stages in 200 chains of 50", { chains: 200, length: 50 }, quickest),
  tampering,
  "big-input": bigInput,
  hashing,
};

const { values: options } = parseArgs({
  options: {
    scenario: { type: "string", default: "chains" },
    jobs: { type: "string", default: String(availableParallelism()) },
    repeats: { type: "string", default: "3" },
    limit: { type: "string", default: "600" },
    only: { type: "string", default: "" },
  },
});
const names = options.scenario === "all" ? Object.keys(SCENARIOS) : options.scenario.split(",");
const unknown = names.filter((name) => !Object.hasOwn(SCENARIOS, name));
if (unknown.length > 0) {
  console.error(
    `there is no scenario ${unknown.join(", ")}; there are: ${Object.keys(SCENARIOS).join(", ")}, all`,
  );
  process.exit(3);
}
const wanted = options.only.split(",").filter((name) => name !== "");
const peers = [fairlineTyped, fairlineCommand, make, ninja, snakemake, nx, turbo, wireit].filter(
  ({ name }) => wanted.length === 0 || wanted.some((word) => name.startsWith(word)),
);

const root = mkdtempSync(join(tmpdir(), "fairline-bench-"));
try {
  const load = loadavg()[0].toFixed(1);
  console.log(
    `${String(cpus().length)} x ${cpus()[0].model}, node ${process.version}, ${options.jobs} jobs, load ${load} at the start`,
  );
  const jobs = Number(options.jobs);
  const bench = {
    ...{ root, jobs, repeats: Number(options.repeats), limit: Number(options.limit) },
    peers: readyPeers(peers, root),
  };
  for (const name of names) await SCENARIOS[name](bench);
} finally {
  rmSync(root, { recursive: true, force: true });
}
