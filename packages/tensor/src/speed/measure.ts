import { quantileSorted } from "@fairline/numeric";
import type { Backend } from "../backend/backend.ts";
import type { ReferenceStep } from "./reference-mlp.ts";

/** How fast a backend runs a step. */
export interface Speed {
  /** Median over the repeats. */
  readonly stepsPerSecond: number;
  /** From the session's start to the end of its first step: tracing and compiling, where there is any. */
  readonly firstStepMs: number;
}

/** What a measurement may take. */
export interface MeasureOptions {
  /** Milliseconds since some fixed moment: `performance.now`. */
  readonly now: () => number;
  readonly repeats?: number;
  /** How long one repeat goes on, at least. */
  readonly repeatMs?: number;
}

/** Runs a step over and over and counts. The losses are read once a repeat. */
export async function measureSpeed(
  backend: Backend,
  { step, start, batch }: ReferenceStep,
  { now, repeats = 5, repeatMs = 300 }: MeasureOptions,
): Promise<Speed> {
  const begun = now();
  const session = backend.session(step, start);
  try {
    await session.step(batch);
    await session.takeLosses();
    const firstStepMs = now() - begun;
    const rates: number[] = [];
    for (let repeat = 0; repeat <= repeats; repeat++) {
      const from = now();
      let steps = 0;
      while (steps < 3 || now() - from < repeatMs) {
        await session.step(batch);
        steps += 1;
      }
      await session.takeLosses();
      // The first repeat warms up.
      if (repeat > 0) rates.push((1000 * steps) / (now() - from));
    }
    return { stepsPerSecond: quantileSorted(Float64Array.from(rates).sort(), 0.5), firstStepMs };
  } finally {
    session.dispose();
  }
}
