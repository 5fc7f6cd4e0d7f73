/**
 * Tries to make a run give a wrong result: damages files of a store between runs, kills runs, flips bits while they run. After each trial
 * an undisturbed run must publish what a fresh store gives, or refuse with words; nothing may end as a bug of ours.
 *
 *   node tools/trials/trials.mjs [--short] [--seed 1] [--seconds 300]
 *
 * `--short` is what CI runs. Each kind of trial gets a third of the time. Needs a build. Exits with 1 where any trial went wrong, and says
 * how to see it again. The trials are drawn from the seed; when a kill or a flip meets a run is up to the machine.
 */
import { parseArgs } from "node:util";
import { damage } from "./damage.mjs";
import { flips } from "./flips.mjs";
import { kills } from "./kills.mjs";
import { randomFrom } from "./random.mjs";
import { makeWorld } from "./world.mjs";

const { values } = parseArgs({
  options: {
    short: { type: "boolean", default: false },
    seed: { type: "string", default: "1" },
    seconds: { type: "string" },
  },
});
const seconds = Number(values.seconds ?? (values.short ? 45 : 300));
const kinds = [damage, kills, flips];

let wrong = 0;
for (const kind of kinds) {
  const random = randomFrom(`${values.seed} ${kind.name}`);
  const counts = new Map();
  const end = Date.now() + (seconds * 1000) / kinds.length;
  let world = await makeWorld();
  let trials = 0;
  try {
    while (Date.now() < end) {
      trials += 1;
      const what = await kind.disturb(world, random);
      const verdict = await world.verdict();
      const key = `${what}: ${verdict.state}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      if (verdict.state === "wrong") {
        wrong += 1;
        console.log(`WRONG ${kind.name} trial ${trials}, ${what}\n${verdict.said}`);
      }
      if (verdict.state === "right") continue;
      world.remove();
      world = await makeWorld();
    }
  } finally {
    world.remove();
  }
  console.log(`${kind.name}: ${trials} trials`);
  for (const [what, count] of [...counts].sort())
    console.log(`  ${String(count).padStart(5)}  ${what}`);
}
console.log(wrong === 0 ? "No trial went wrong." : `${wrong} went wrong (seed ${values.seed}).`);
process.exitCode = wrong === 0 ? 0 : 1;
