import { describe, expect, it } from "vitest";
import { openBackend, referenceMlp } from "../../src/index.ts";

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
