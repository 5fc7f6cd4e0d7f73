import { createRandom } from "@fairline/numeric";
import { describe, expect, it } from "vitest";
import { drawPairs, mixNumbers } from "../src/mixup.ts";

describe("drawPairs", () => {
  it("starts from every row equally often, and pairs only as told", () => {
    const apart = Int32Array.of(0, 0, 1, 1, 1, 0);
    const alike = Int32Array.of(0, 1, 0, 1, 0, 1);
    const { first, second } = drawPairs(
      6,
      { count: 60, alpha: 1, apart, alike },
      createRandom("s"),
    );
    expect([0, 1, 2, 3, 4, 5].map((row) => first.filter((each) => each === row).length)).toEqual([
      10, 10, 10, 10, 10, 10,
    ]);
    for (const [i, row] of first.entries()) {
      expect(apart[second[i]!]).not.toBe(apart[row]);
      expect(alike[second[i]!]).toBe(alike[row]);
    }
  });

  it("draws parts from the beta distribution", () => {
    const { parts } = drawPairs(10, { count: 4000, alpha: 0.4 }, createRandom("s"));
    const mean = parts.reduce((a, b) => a + b, 0) / 4000;
    const variance = parts.reduce((sum, part) => sum + (part - mean) ** 2, 0) / 4000;
    // Beta(.4, .4): mean .5, variance 1 / (4 * 1.8) = .1389; standard errors .006 and about .001.
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.024);
    expect(Math.abs(variance - 0.1389)).toBeLessThan(0.006);
  });

  it("passes over rows without a partner", () => {
    const { first } = drawPairs(
      2,
      { count: 2, alpha: 1, apart: Int32Array.of(0, 0) },
      createRandom("s"),
    );
    expect(first).toHaveLength(0);
  });
});

describe("mixNumbers", () => {
  it("gives the mixtures worked by hand, and one of the two where the other is missing", () => {
    const pairs = {
      first: Uint32Array.of(0, 0, 2, 2),
      second: Uint32Array.of(1, 1, 1, 1),
      parts: Float64Array.of(0.25, 1, 0.5, 0.5),
    };
    const mixed = mixNumbers(Float64Array.of(4, 8, NaN), pairs, Float64Array.of(0, 0, 0.4, 0.6));
    // .25 * 4 + .75 * 8; 4; the missing one, with a draw below its part; the other.
    expect(mixed).toEqual(Float64Array.of(7, 4, NaN, 8));
  });
});
