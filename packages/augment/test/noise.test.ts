import { createRandom } from "@fairline/numeric";
import { describe, expect, it } from "vitest";
import { deviationOf, noisyNumbers, noisySources } from "../src/noise.ts";

describe("noisyNumbers", () => {
  it("adds noise of the deviation asked for, around the values", () => {
    const values = new Float64Array(20_000).fill(3);
    const noisy = noisyNumbers(values, 0.5, createRandom("s"));
    const rows = Uint32Array.from(noisy.keys());
    // Standard errors: .5 / sqrt(20,000) = .0035 of the mean, .0025 of the deviation.
    expect(Math.abs(noisy.reduce((a, b) => a + b, 0) / 20_000 - 3)).toBeLessThan(0.014);
    expect(Math.abs(deviationOf(noisy, rows) - 0.5)).toBeLessThan(0.01);
    expect(noisyNumbers(Float64Array.of(NaN, 2), 0, createRandom("s"))).toEqual(
      Float64Array.of(NaN, 2),
    );
  });
});

describe("noisySources", () => {
  it("draws categories anew with the chance asked for, and none where there is none to draw", () => {
    const rows = new Uint32Array(10_000).fill(7);
    const call = { donors: Uint32Array.of(1, 2), chance: 0.3 };
    const drawn = noisySources(rows, call, createRandom("s")).filter((row) => row !== 7);
    // 3,000 plus or minus 4 sqrt(10,000 * .21) = 183.
    expect(Math.abs(drawn.length - 3000)).toBeLessThan(183);
    const none = { donors: new Uint32Array(0), chance: 1 };
    expect(noisySources(rows, none, createRandom("s"))).toEqual(rows);
  });
});

describe("deviationOf", () => {
  it("gives the deviation worked by hand, missing values left out", () => {
    expect(deviationOf(Float64Array.of(1, NaN, 5, 99), Uint32Array.of(0, 1, 2))).toBe(2);
    expect(deviationOf(Float64Array.of(NaN), Uint32Array.of(0))).toBe(0);
  });
});
