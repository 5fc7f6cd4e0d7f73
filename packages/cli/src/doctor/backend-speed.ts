import { performance } from "node:perf_hooks";
import { measureSpeed, openBackend, referenceMlp, surveyBackends } from "@fairline/tensor";
import type { Check } from "./checks.ts";

/** Rows of the batches that are measured: a small and a large one. */
const ROWS = [256, 4096] as const;

/** Measures every backend that works here: steps a second of the reference network, medians of five repeats. */
export async function speedChecks(): Promise<Check[]> {
  const checks: Check[] = [];
  for (const { name, usable } of await surveyBackends()) {
    if (!usable) continue;
    const figures: string[] = [];
    for (const rows of ROWS) {
      const backend = await openBackend(name);
      const speed = await measureSpeed(backend, referenceMlp(rows), {
        now: () => performance.now(),
      });
      figures.push(`${speed.stepsPerSecond.toFixed(0)} at ${String(rows)} rows`);
    }
    checks.push({
      name: `speed ${name}`,
      state: "ok",
      found: `steps a second: ${figures.join(", ")}`,
    });
  }
  return checks;
}
