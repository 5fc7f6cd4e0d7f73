/** Whether a tool's results are what the inputs ask for. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { read } from "./world.mjs";

/** @param first - What the first chain's input holds. */
export function isRight(peer, directory, stages, first = "chain 0\n") {
  if (peer.output === undefined) return isStoreSound(peer, directory);
  return stages.every((stage) => {
    const expected = stage.chain === 0 ? first : `chain ${String(stage.chain)}\n`;
    return read(join(directory, peer.output(stage))) === expected;
  });
}

/** Fairline keeps outputs in its store: its own check of every object must pass, and a rerun of everything must agree. */
function isStoreSound(peer, directory) {
  const [node, cli] = peer.command(1);
  const checks = [
    [cli, "cache", "verify", "--store", ".fairline"],
    [cli, "verify", "pipeline.yaml", "--store", ".fairline"],
  ];
  return checks.every((args) => spawnSync(node, args, { cwd: directory }).status === 0);
}
