/**
 * Times the reference step on the backends native and wasm, turn by turn in one process, by the clock and by the
 * processor time of all threads, which tells the same on a machine that others use too. Medians of five turns.
 *
 *   npm run build && node tools/native-tensorflow/build.mjs && node tools/native-tensorflow/bench.mjs
 */
import { cpus } from "node:os";
import { performance } from "node:perf_hooks";
import { measureSpeed, openBackend, referenceMlp } from "@fairline/tensor";

const TURNS = 5;
const clocks = [
  () => performance.now(),
  () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
];

const backends = [
  await openBackend("native", { threads: cpus().length }),
  await openBackend("wasm"),
];
console.log(`${cpus().length} x ${cpus()[0].model.trim()}, node ${process.version}`);
for (const { name, version } of backends) console.log(`${name}: ${version}`);
console.log("\n| rows | backend | steps a second | steps a second of processor time |");
console.log("| --- | --- | --- | --- |");
for (const rows of [256, 1024, 4096]) {
  const reference = referenceMlp(rows);
  const rates = backends.map(() => clocks.map(() => []));
  for (let turn = 0; turn < TURNS; turn++) {
    for (const [b, backend] of backends.entries()) {
      for (const [c, now] of clocks.entries()) {
        const { stepsPerSecond } = await measureSpeed(backend, reference, { now, repeats: 1 });
        rates[b][c].push(stepsPerSecond);
      }
    }
  }
  for (const [b, { name }] of backends.entries()) {
    const medians = rates[b].map((each) => each.sort((x, y) => x - y)[TURNS >> 1].toFixed(0));
    console.log(`| ${[rows, name, ...medians].join(" | ")} |`);
  }
}
