import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { filesBelow, flipped, rewrite } from "./world.mjs";

const parts = ["objects", "trees", "actions", "history", "plans"];

/**
 * Turns bits of a store's files while a run has new work to do. Not in `tmp`: what a stage is still writing is nobody's to check.
 */
export const flips = {
  name: "flips",
  disturb: async ({ store, run, forget }, random) => {
    forget();
    let isRunning = true;
    const ended = run("--set", `word=w${random.below(1e9)}`).finally(() => (isRunning = false));
    let count = 0;
    while (isRunning) {
      await delay(20 + random.below(80));
      if (flipOne(store, random)) count += 1;
    }
    const { code, said } = await ended;
    if (/bug in Fairline/i.test(said))
      throw new Error(`a run whose store was written to ended as a bug:\n${said}`);
    return `${count > 0 ? "flipped" : "too quick"}, the run ${code === 0 ? "went through" : "failed with words"}`;
  },
};

function flipOne(store, random) {
  const files = parts
    .map((part) => join(store, part))
    .filter(existsSync)
    .flatMap(filesBelow);
  if (files.length === 0) return false;
  try {
    rewrite(random.oneOf(files.sort()), (bytes) => flipped(bytes, random));
    return true;
  } catch (error) {
    // The run has just removed it.
    if (error.code === "ENOENT") return false;
    throw error;
  }
}
