import { createRandom, drawHypergeometric } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

/** The number of ways to choose k of n. */
const choose = (n: number, k: number): number =>
  Array.from({ length: k }, (_, i) => (n - i) / (i + 1)).reduce((a, b) => a * b, 1);

describe("drawHypergeometric", () => {
  it("draws each number as often as there are ways to draw it", () => {
    const random = createRandom("hypergeometric");
    const [successes, failures, draws, n] = [7, 9, 6, 20_000];
    const counts = new Float64Array(draws + 1);
    for (let i = 0; i < n; i++)
      counts[drawHypergeometric(random, successes, failures, draws)]! += 1;
    for (const [k, count] of counts.entries()) {
      const chance =
        (choose(successes, k) * choose(failures, draws - k)) / choose(successes + failures, draws);
      // Five standard errors.
      expect(Math.abs(count - n * chance)).toBeLessThan(
        5 * Math.sqrt(n * chance * (1 - chance)) + 1,
      );
    }
  });

  it("has mean and variance of the distribution for large numbers", () => {
    const random = createRandom("large");
    const [successes, failures, draws, n] = [30_000, 70_000, 40_000, 4000];
    const values = Float64Array.from({ length: n }, () =>
      drawHypergeometric(random, successes, failures, draws),
    );
    const mean = values.reduce((a, b) => a + b, 0) / n;
    const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / n;
    // draws x share x (1 - share) x (rows left) / (rows - 1).
    const expected = (40_000 * 0.3 * 0.7 * 60_000) / 99_999;
    expect(Math.abs(mean - 12_000)).toBeLessThan(5 * Math.sqrt(expected / n));
    expect(Math.abs(variance / expected - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
  });

  it("keeps within what there is", () => {
    const count = fc.nat({ max: 50 });
    fc.assert(
      fc.property(
        count,
        count,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (successes, failures, share) => {
          const draws = Math.floor(share * (successes + failures));
          const drawn = drawHypergeometric(createRandom("any"), successes, failures, draws);
          expect(drawn).toBeGreaterThanOrEqual(Math.max(0, draws - failures));
          expect(drawn).toBeLessThanOrEqual(Math.min(draws, successes));
        },
      ),
    );
  });

  it("is certain where nothing is left to chance", () => {
    const random = createRandom("certain");
    expect(drawHypergeometric(random, 0, 5, 3)).toBe(0);
    expect(drawHypergeometric(random, 5, 0, 3)).toBe(3);
    expect(drawHypergeometric(random, 4, 6, 10)).toBe(4);
    expect(drawHypergeometric(random, 0, 0, 0)).toBe(0);
  });
});
