import { describe, expect, it } from "vitest";
import { measureSpeed, referenceMlp } from "../../src/index.ts";
import type { Backend, Session } from "../../src/index.ts";

/** A backend on which a step takes as many milliseconds as the list says, over and over; the first one 40 more. */
function clockwork(durations: readonly number[]) {
  const state = { ms: 0, steps: 0, disposals: 0 };
  const session: Session = {
    step() {
      state.ms += durations[state.steps % durations.length]! + (state.steps === 0 ? 40 : 0);
      state.steps += 1;
      return Promise.resolve();
    },
    takeLosses: () => Promise.resolve({}),
    evaluate: () => Promise.resolve({}),
    parameters: () => Promise.resolve({}),
    state: () => Promise.resolve({}),
    dispose: () => {
      state.disposals++;
    },
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
  return { backend, state, now: () => state.ms };
}

describe("measureSpeed", () => {
  it("counts the steps of each repeat and gives the median, and the first step by itself", async () => {
    const { backend, now } = clockwork([10]);
    const speed = await measureSpeed(backend, referenceMlp(2), { now, repeats: 3, repeatMs: 200 });
    expect(speed).toEqual({ stepsPerSecond: 100, firstStepMs: 50 });
  });

  it("runs at least three steps a repeat, however long they take", async () => {
    const { backend, state, now } = clockwork([1000]);
    const speed = await measureSpeed(backend, referenceMlp(2), { now, repeats: 2, repeatMs: 1 });
    expect(speed).toEqual({ stepsPerSecond: 1, firstStepMs: 1040 });
    // The first step, and three for each of two repeats and of the one that warms up.
    expect(state.steps).toBe(1 + 3 * 3);
  });

  it("leaves out the repeat that warms up, and gives the median of the others", async () => {
    // The first step, then repeats of 4 x 50, 20 x 10, 10 x 20 and 4 x 50 ms.
    const durations = [10, [50, 4], [10, 20], [20, 10], [50, 4]].flatMap((each) =>
      typeof each === "number" ? [each] : Array<number>(each[1]!).fill(each[0]!),
    );
    const { backend, now } = clockwork(durations);
    const speed = await measureSpeed(backend, referenceMlp(2), { now, repeats: 3, repeatMs: 200 });
    expect(speed.stepsPerSecond).toBe(50);
  });

  it("disposes of its session, also where a step fails", async () => {
    const { backend, state, now } = clockwork([10]);
    await measureSpeed(backend, referenceMlp(2), { now, repeats: 1, repeatMs: 1 });
    expect(state.disposals).toBe(1);
    const failing = {
      ...backend,
      session: () => ({
        ...backend.session(referenceMlp(2).step, referenceMlp(2).start),
        step: () => Promise.reject(new Error("no step")),
      }),
    };
    await expect(measureSpeed(failing, referenceMlp(2), { now })).rejects.toThrow("no step");
    expect(state.disposals).toBe(2);
  });
});
