import { createRandom } from "@fairline/numeric";
import { describe, expect, it } from "vitest";
import { fitMixture, responsibilities } from "../../src/gan/mixture.ts";

describe("fitMixture", () => {
  it("finds two modes that are far apart", () => {
    const random = createRandom("s");
    const values = Float64Array.from({ length: 4000 }, (_, i) =>
      i % 4 === 0 ? 10 + random.normal() : 2 * random.normal(),
    );
    const { weights, means, deviations } = fitMixture(values, 2);
    const high = means[0]! > means[1]! ? 0 : 1;
    expect(means[high]).toBeCloseTo(10, 0);
    expect(means[1 - high]).toBeCloseTo(0, 0);
    expect(weights[high]).toBeCloseTo(0.25, 1);
    expect(deviations[high]).toBeCloseTo(1, 0);
  });

  it("leaves out what hardly any value belongs to, and takes constant columns", () => {
    expect(fitMixture(Float64Array.of(3, 3, 3), 5).means).toEqual(Float64Array.of(3));
    const counts = Float64Array.from({ length: 1000 }, (_, i) => i % 2);
    const { weights, means } = fitMixture(counts, 5);
    expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    expect(means.length).toBeLessThanOrEqual(2);
    expect(fitMixture(Float64Array.of(7), 3).deviations.every((d) => d > 0)).toBe(true);
  });
});

describe("responsibilities", () => {
  it("gives the chances worked by hand", () => {
    // Densities at 0: .5 phi(0) and .5 phi(1), as 1 to exp(-1/2).
    const mixture = {
      weights: Float64Array.of(0.5, 0.5),
      means: Float64Array.of(0, 1),
      deviations: Float64Array.of(1, 1),
    };
    const [first, second] = responsibilities(mixture, 0);
    expect(second! / first!).toBeCloseTo(Math.exp(-0.5), 12);
    expect(first! + second!).toBeCloseTo(1, 12);
    expect([...responsibilities(mixture, 1e6)].every(Number.isFinite)).toBe(true);
  });
});
