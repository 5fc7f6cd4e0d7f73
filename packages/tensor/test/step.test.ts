import { describe, expect, it } from "vitest";
import { openBackend } from "../src/index.ts";
import { gradient, slopes } from "./regression.ts";

describe("gradientStep", () => {
  it("moves against the gradient that central differences find", async () => {
    const found = await gradient(await openBackend("cpu"));
    for (const [i, slope] of slopes().entries()) expect(found[i]).toBeCloseTo(slope, 4);
  });
});
