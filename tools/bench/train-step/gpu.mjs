import { spawn } from "node:child_process";

/**
 * Watches how busy an NVIDIA GPU is, until it is stopped.
 *
 * @returns `stop()`: the median percentage of the time in which the GPU computed, of what nvidia-smi said since; undefined
 *   where there is no nvidia-smi.
 */
export function watchGpu() {
  const said = [];
  const query = ["--query-gpu=utilization.gpu", "--format=csv,noheader,nounits", "-lms", "200"];
  const watcher = spawn("nvidia-smi", query, { stdio: ["ignore", "pipe", "ignore"] });
  watcher.on("error", () => undefined);
  watcher.stdout.on("data", (chunk) => {
    said.push(...String(chunk).trim().split("\n").map(Number));
  });
  return {
    stop() {
      watcher.kill();
      const known = said.filter(Number.isFinite).sort((a, b) => a - b);
      return known.length === 0 ? undefined : known[Math.floor(known.length / 2)];
    },
  };
}
