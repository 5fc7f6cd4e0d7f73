/** What 1 GB of unchanged input adds to a cached run, and how fast it is read the first time. */
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { median, measured } from "../run-tool.mjs";
import { milliseconds, printTable, seconds } from "../../../common/table.mjs";
import { put, writeBytes } from "../world.mjs";
import { cli } from "../peers/fairline.mjs";

const PIPELINE = `version: 1
name: big
stages:
  count: { cmd: "wc -c < \${{ in.file }} > \${{ out.count }}", in: { file: big.bin }, out: { count: count.txt } }
`;

export function bigInput({ root, repeats }) {
  const worlds = [1, 2 ** 30].map((bytes) => {
    const directory = mkdtempSync(join(root, "world-"));
    put(directory, "pipeline.yaml", PIPELINE);
    writeBytes(join(directory, "big.bin"), bytes);
    return { directory, first: runIn(directory), cached: [] };
  });
  for (let round = 0; round < Math.max(repeats, 9); round += 1) {
    for (const { directory, cached } of worlds) cached.push(runIn(directory));
  }
  const [small, big] = worlds.map(({ cached }) => ({
    seconds: median(cached.map((run) => run.seconds)),
    cpu: median(cached.map((run) => run.cpu)),
  }));
  const rowOf = (input, { first }, cached) => ({
    input,
    "first run": seconds(first.seconds),
    "cached run": seconds(cached.seconds),
    "CPU of that": seconds(cached.cpu),
  });
  printTable(
    "1 GB of input",
    ["input", "first run", "cached run", "CPU of that"],
    [
      rowOf("1 byte", worlds[0], small),
      rowOf("1 GiB", worlds[1], big),
      {
        input: "what it adds",
        "cached run": milliseconds(big.seconds - small.seconds),
        "CPU of that": milliseconds(big.cpu - small.cpu),
      },
    ],
  );
  for (const { directory } of worlds) rmSync(directory, { recursive: true, force: true });
}

function runIn(directory) {
  return measured(["node", cli, "run", "pipeline.yaml", "--store", ".fairline"], directory);
}
