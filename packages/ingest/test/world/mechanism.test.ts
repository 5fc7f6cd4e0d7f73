import { FairlineError } from "@fairline/core";
import { createRandom, mean } from "@fairline/numeric";
import { describe, expect, it } from "vitest";
import { drawNoise, mechanism } from "../../src/world/mechanism.ts";
import type { Values } from "../../src/world/mechanism.ts";
import { levelsOf } from "../../src/world/variable.ts";
import { variables } from "./world.ts";

/** Parents of the variable `x` below: a number, and a variable of words. */
const PARENTS = variables({
  hours: { deterministic: { value: 0 } },
  sex: { categorical: { female: 0.5, male: 0.5 } },
});

function compute(
  variable: Readonly<Record<string, unknown>>,
  noise: readonly number[],
  given: Readonly<Record<string, readonly number[]>> = {},
): number[] {
  const all = {
    ...PARENTS,
    ...variables({
      hours: { normal: { mean: 0, sd: 1 } },
      sex: { categorical: { female: 0.5, male: 0.5 } },
      x: variable,
    }),
  };
  const values = mechanism("x", all["x"]!, Float64Array.from(noise), {
    values: (name) => Float64Array.from(given[name] ?? []),
    levels: (name) => levelsOf(all[name]!),
  });
  return [...values];
}

function failure(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof FairlineError)
      return `${error.code}: ${error.message}\n${error.hint ?? ""}`;
  }
  throw new Error("expected a FairlineError");
}

describe("mechanism", () => {
  it("adds coefficients times parents, a number's and each level's", () => {
    const linear = { intercept: 30, hours: 0.5, sex: { male: 4 } };
    // Row 1: 30 + 0.5 * 40 + 0 (female); row 2: 30 + 0.5 * 20 + 4 (male).
    expect(
      compute({ deterministic: { value: linear } }, [0, 0], { hours: [40, 20], sex: [0, 1] }),
    ).toEqual([50, 44]);
  });

  it("scales and shifts normal noise, and takes the exponential of it", () => {
    expect(compute({ normal: { mean: 10, sd: 2 } }, [-1, 0, 1.5])).toEqual([8, 10, 13]);
    expect(compute({ lognormal: { "log-mean": 1, "log-sd": 2 } }, [0, 1])).toEqual([
      Math.E,
      Math.exp(3),
    ]);
  });

  it("stretches uniform noise", () => {
    expect(compute({ uniform: { low: -1, high: 3 } }, [0, 0.5, 0.75])).toEqual([-1, 1, 2]);
  });

  it("is 1 for the upper share of the noise, by probability or log odds", () => {
    expect(compute({ bernoulli: { p: 0.25 } }, [0, 0.74, 0.75, 0.99])).toEqual([0, 0, 1, 1]);
    // Log odds of 0 are a probability of a half; of ln 3, three quarters.
    const logit = { intercept: 0, sex: { male: Math.log(3) } };
    expect(compute({ bernoulli: { logit } }, [0.3, 0.3], { sex: [0, 1] })).toEqual([0, 1]);
  });

  it("goes through levels in order, and never takes one of probability 0", () => {
    const categorical = { a: 0.2, none: 0, b: 0.3, c: 0.5, never: 0 };
    expect(compute({ categorical }, [0, 0.19, 0.2, 0.49, 0.5, 1 - 2 ** -53])).toEqual([
      0, 0, 2, 2, 3, 3,
    ]);
  });

  it("turns logarithms into probabilities, also large ones", () => {
    // Weights 1 and 3: probabilities a quarter and three quarters.
    const softmax = { a: 0, b: Math.log(3) };
    expect(compute({ softmax }, [0.24, 0.26])).toEqual([0, 1]);
    expect(compute({ softmax: { a: 1000, b: 1000 } }, [0.49, 0.51])).toEqual([0, 1]);
  });

  // python3: next(k for k in range(2000) if sum(exp(-m + i*log(m) - lgamma(i+1)) for i in range(k+1)) > u)
  // for (u, m) = (0, 4.5), (.5, 4.5), (.9, 4.5), (.999, 4.5), (.5, 500) gives 0, 4, 7, 12, 500.
  it("counts by the Poisson quantiles of another program", () => {
    expect(compute({ poisson: { mean: 4.5 } }, [0, 0.5, 0.9, 0.999])).toEqual([0, 4, 7, 12]);
    expect(compute({ poisson: { mean: 500 } }, [0.5])).toEqual([500]);
    expect(compute({ poisson: { "log-mean": Math.log(4.5) } }, [0.9])).toEqual([7]);
    expect(compute({ poisson: { mean: 0 } }, [0.99])).toEqual([0]);
  });

  it("is what its parents make it, through a link or a threshold", () => {
    expect(compute({ deterministic: { logit: Math.log(3) } }, [0])[0]).toBeCloseTo(0.75, 15);
    expect(compute({ deterministic: { log: Math.log(7) } }, [0])[0]).toBeCloseTo(7, 13);
    const above = { deterministic: { value: { hours: 1 }, above: 20 } };
    expect(compute(above, [0, 0, 0], { hours: [19, 20, 21] })).toEqual([0, 0, 1]);
  });

  it("clips, then rounds", () => {
    expect(
      compute({ normal: { mean: 0, sd: 10 }, clip: [-2.4, 5.5], round: true }, [-1, 0.04, 1]),
    ).toEqual([-2, 0, 6]);
  });

  it("refuses a probability or mean that none is, with variable and row", () => {
    const p = { bernoulli: { p: { intercept: 0.5, hours: 0.1 } } };
    expect(failure(() => compute(p, [0, 0], { hours: [1, 9] }))).toMatchInlineSnapshot(`
      "VALUE_INVALID: variable "x" has a probability of 1.4, outside [0, 1], in row 2
      Use a logit or log link, smaller coefficients, or clip its parents."
    `);
    expect(failure(() => compute({ poisson: { mean: { hours: 1 } } }, [0], { hours: [501] })))
      .toMatchInlineSnapshot(`
      "VALUE_INVALID: variable "x" has a Poisson mean of 501, outside [0, 500], in row 1
      Use a logit or log link, smaller coefficients, or clip its parents."
    `);
  });

  it("refuses a number that is not finite", () => {
    expect(failure(() => compute({ lognormal: { "log-mean": 800, "log-sd": 1 } }, [0])))
      .toMatchInlineSnapshot(`
      "VALUE_INVALID: variable "x" is Infinity in row 1
      Use a logit or log link, smaller coefficients, or clip its parents."
    `);
  });
});

describe("drawNoise", () => {
  const rows = 20_000;
  const draw = (variable: Readonly<Record<string, unknown>>): Values =>
    drawNoise(variables({ x: variable })["x"]!, rows, createRandom("noise"));

  it("is standard normal where the distribution is, else uniform", () => {
    // Standard errors: 1/sqrt(n) = .0071 for the normal mean, sqrt(1/12n) = .0020 for the uniform one.
    const normal = draw({ normal: { mean: 5, sd: 3 } });
    expect(Math.abs(mean(normal))).toBeLessThan(4 * 0.0071);
    expect(mean(normal.map((z) => z * z))).toBeCloseTo(1, 1);
    const uniform = draw({ bernoulli: { p: 0.5 } });
    expect(Math.abs(mean(uniform) - 0.5)).toBeLessThan(4 * 0.002);
    expect(uniform.every((u) => u >= 0 && u < 1)).toBe(true);
  });

  it("is nothing for a deterministic variable", () => {
    expect(draw({ deterministic: { value: 1 } }).every((u) => u === 0)).toBe(true);
  });
});
