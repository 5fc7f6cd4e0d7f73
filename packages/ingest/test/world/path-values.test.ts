import { createRandom, mean } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pathValues } from "../../src/world/path-values.ts";
import { drawPopulation, populationValues } from "../../src/world/population.ts";
import type { Population } from "../../src/world/population.ts";
import { variables } from "./world.ts";

function population(given: Readonly<Record<string, unknown>>, rows = 5): Population {
  return drawPopulation(variables(given), rows, createRandom("paths"));
}

const noisy = (mean: unknown): unknown => ({ normal: { mean, sd: 1 } });

/** a -> w -> m -> y, w -> y, a -> m, a -> y; and z -> y, which no path from a meets. */
const WORLD = {
  a: { bernoulli: { p: 0.5 } },
  z: noisy(0),
  w: noisy({ a: 2 }),
  m: noisy({ w: 3, a: 5 }),
  y: noisy({ m: 7, w: 11, a: 13, z: 1 }),
};

/** The mean change of y along paths; in a linear world every row changes by it. */
function effect(paths: readonly (readonly string[])[], given = population(WORLD)): number {
  const rows = given.rows;
  const along = pathValues(given, "y", { attribute: "a", from: 0, to: 1, paths });
  const base = populationValues(given, { attribute: "a", values: new Float64Array(rows) }).get(
    "y",
  )!;
  return mean(along.map((value, row) => value - base[row]!));
}

describe("pathValues", () => {
  it("multiplies the coefficients along a path, in a linear world", () => {
    expect(effect([["a", "y"]])).toBeCloseTo(13, 9);
    expect(effect([["a", "m"]])).toBeCloseTo(5 * 7, 9);
    expect(effect([["a", "w", "y"]])).toBeCloseTo(2 * 11, 9);
    expect(effect([["a", "w", "m"]])).toBeCloseTo(2 * 3 * 7, 9);
    expect(effect([["a", "w", "m", "y"]])).toBeCloseTo(2 * 3 * 7, 9);
  });

  it("takes every path that begins as told: a -> w goes on to y and by m", () => {
    expect(effect([["a", "w"]])).toBeCloseTo(2 * 11 + 2 * 3 * 7, 9);
  });

  it("counts a path once where several beginnings name it", () => {
    expect(
      effect([
        ["a", "w"],
        ["a", "w", "y"],
      ]),
    ).toBeCloseTo(2 * 11 + 2 * 3 * 7, 9);
  });

  it("is the total effect along all arrows out of the attribute, also where the world is not linear", () => {
    const bent = population(
      {
        a: { categorical: { low: 0.5, high: 0.5 } },
        w: { poisson: { "log-mean": { a: { high: 1 } } } },
        m: { bernoulli: { logit: { w: 0.4, a: { high: -1 } } } },
        y: { lognormal: { "log-mean": { w: 0.1, m: 0.5, a: { high: 0.2 } }, "log-sd": 0.5 } },
      },
      200,
    );
    const along = pathValues(bent, "y", {
      attribute: "a",
      from: 0,
      to: 1,
      paths: [
        ["a", "w"],
        ["a", "m"],
        ["a", "y"],
      ],
    });
    const all = populationValues(bent, {
      attribute: "a",
      values: new Float64Array(200).fill(1),
    }).get("y");
    expect(along).toEqual(all);
  });

  it("lets a variable show one level to one child and another to the next", () => {
    // Along a -> w -> y alone, m still sees the w of a = 0. With w = a and m = w, y = w * 1 + m * 10 by rows without noise.
    const given = population({
      a: { bernoulli: { p: 0.5 } },
      w: { deterministic: { value: { a: 1 } } },
      m: { deterministic: { value: { w: 1 } } },
      y: { deterministic: { value: { w: 1, m: 10 } } },
    });
    expect(effect([["a", "w", "y"]], given)).toBe(1);
    expect(effect([["a", "w", "m"]], given)).toBe(10);
    expect(effect([["a", "w"]], given)).toBe(11);
  });

  it("adds up over disjoint paths, in every linear world", () => {
    const coefficient = fc.integer({ min: -5, max: 5 });
    fc.assert(
      fc.property(
        fc.array(coefficient, { minLength: 6, maxLength: 6 }),
        ([aw, wm, am, my, wy, ay]) => {
          const given = population({
            a: { bernoulli: { p: 0.5 } },
            w: noisy({ a: aw }),
            m: noisy({ w: wm, a: am }),
            y: noisy({ m: my, w: wy, a: ay }),
          });
          const parts = [
            ["a", "y"],
            ["a", "m"],
            ["a", "w", "m"],
            ["a", "w", "y"],
          ];
          const one = parts.map((path) => effect([path], given));
          expect(one.reduce((sum, part) => sum + part)).toBeCloseTo(effect(parts, given), 8);
          expect(one[2]).toBeCloseTo(aw! * wm! * my!, 8);
        },
      ),
    );
  });
});
