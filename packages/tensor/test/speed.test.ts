import { describe, expect, it } from "vitest";
import { measureSpeed, openBackend, referenceMlp } from "../src/index.ts";
import type { Backend, Session } from "../src/index.ts";

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
    passedOver: [],
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

describe("referenceMlp", () => {
  it("learns its batch, and closes the gap a little, alike compiled and eager", async () => {
    const ends: number[][] = [];
    for (const name of ["onnx", "cpu"]) {
      const { step, start, batch } = referenceMlp(64);
      const session = (await openBackend(name)).session(step, start);
      for (let i = 0; i < 30; i++) await session.step(batch);
      const { loss, logLoss, gap } = await session.takeLosses();
      for (const [i, value] of loss!.entries()) {
        expect(value).toBeCloseTo(logLoss![i]! + 0.3 * gap![i]!, 5);
      }
      expect(loss!.at(-1)).toBeLessThan(0.8 * loss![0]!);
      ends.push([loss!.at(-1)!, gap!.at(-1)!]);
      session.dispose();
    }
    for (const [i, value] of ends[0]!.entries()) expect(value).toBeCloseTo(ends[1]![i]!, 4);
  });
});
