import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { bin, env } from "./world.mjs";

/** Kills a run, with new work to do, after a random time. */
export const kills = {
  name: "kills",
  disturb: async ({ folder }, random) => {
    const words = [bin, "run", "pipeline.yaml", "--set", `word=w${random.below(1e9)}`];
    const child = spawn(process.execPath, words, { cwd: folder, env, stdio: "ignore" });
    const ended = once(child, "exit");
    await delay(50 + random.below(700));
    child.kill("SIGKILL");
    const [, signal] = await ended;
    return signal === null ? "had ended" : "killed";
  },
};
