import { describe, expect, it } from "vitest";
import { measureSpeed, referenceMlp } from "../../src/index.ts";
import type { Backend, Session } from "../../src/index.ts";

/** A backend on which a step takes as many milliseconds as the list says, over and over; the first one 40 more. */
function clockwork(durations: readonly number[]): { backend: Backend; now: () => number } {
  const state = { ms: 0, steps: 0, disposed: 0 };
  const session: Session = {
    step() {
      state.ms += durations[state.steps % durations.length]! + (state.steps === 0 ? 40 : 0);
      state.steps += 1;
      return Promise.resolve();
    },
    takeLosses: () => Promise.resolve({}),
    evaluate: () => Promise.resolve({}),
    parameters: () => Promise.resolve({}),
    dispose: () => undefined,
  };
  const backend: Backend = {
    kind: "eager",
    name: "cpu",
    version: "",
    device: "",
    failedCandidates: [],
    use: () => {
      throw new Error("not used");
    },
    session: () => session,
  };
  return { backend, now: () => state.ms };
}

describe("measureSpeed", () => {
  it("counts the steps of each repeat and gives the median, and the first step by itself", async () => {
    const { backend, now } = clockwork([10]);
    const speed = await measureSpeed(backend, referenceMlp(2), { now, repeats: 3, repeatMs: 200 });
    expect(speed).toEqual({ stepsPerSecond: 100, firstStepMs: 50 });
  });

  it("runs at least three steps a repeat, however long they take", async () => {
    const { backend, now } = clockwork([1000]);
    const speed = await measureSpeed(backend, referenceMlp(2), { now, repeats: 2, repeatMs: 1 });
    expect(speed).toEqual({ stepsPerSecond: 1, firstStepMs: 1040 });
  });
});
