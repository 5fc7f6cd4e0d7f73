/** How fast the runner hashes a file, next to the machine's own SHA-256, and how long the event loop stands still meanwhile. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { hashFile } from "../../../../packages/store/dist/objects/hash.js";
import { median } from "../run-tool.mjs";
import { printTable } from "../../../common/table.mjs";
import { writeBytes } from "../world.mjs";

const BYTES = 2 ** 30;

export async function hashing({ root, repeats }) {
  const directory = mkdtempSync(join(root, "hash-"));
  const file = join(directory, "big.bin");
  writeBytes(file, BYTES);
  const buffer = Buffer.alloc(2 ** 20);
  const ways = {
    "the runner's hashFile": () => hashFile(file, BYTES),
    "SHA-256 of node, from memory": () => {
      const digest = createHash("sha256");
      for (let done = 0; done < BYTES; done += buffer.length) digest.update(buffer);
    },
    "openssl dgst -sha256": () => spawnSync("openssl", ["dgst", "-sha256", file]),
    sha256sum: () => spawnSync("sha256sum", [file]),
  };
  const rows = [];
  for (const [way, work] of Object.entries(ways)) {
    const runs = [];
    for (let round = 0; round < Math.min(repeats, 3); round += 1) runs.push(await timed(work));
    const speed = BYTES / 1e6 / median(runs.map(({ seconds }) => seconds));
    const still = `${median(runs.map(({ longestMs }) => longestMs)).toFixed(1)} ms`;
    rows.push({
      way,
      speed: `${speed.toFixed(0)} MB/s`,
      "longest stop of the event loop": way.includes("hashFile") ? still : "",
    });
  }
  printTable("Hashing 1 GiB", ["way", "speed", "longest stop of the event loop"], rows);
  rmSync(directory, { recursive: true, force: true });
}

async function timed(work) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const started = performance.now();
  await work();
  const seconds = (performance.now() - started) / 1000;
  delay.disable();
  return { seconds, longestMs: delay.max / 1e6 };
}
