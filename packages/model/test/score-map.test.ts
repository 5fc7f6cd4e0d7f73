import { categoryColumn, makeTable, numberColumn } from "@fairline/arrow";
import { failure } from "@fairline/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { curveAt, mapScores } from "../src/index.ts";
import type { ScoreMap } from "../src/index.ts";

const people = makeTable([
  { name: "sex", column: categoryColumn(["F", "M", null, "X"]) },
  { name: "id", column: numberColumn([7, 8, 9, 10], { integer: true }) },
]);
const scores = Float64Array.of(0.5, 0.5, 0.5, 0.5);
const draw = { seed: "s", by: null };
const half: ScoreMap = {
  attribute: "sex",
  curves: { F: { kind: "identity" }, M: { kind: "logistic", slope: 1, intercept: Math.log(3) } },
  otherwise: { kind: "piecewise", scores: [0, 1], values: [0.1, 0.3] },
  draw: null,
};

describe("mapScores", () => {
  it("gives each group its own curve, and strangers and missing groups the other one", () => {
    // Log odds 0 + ln 3 is 3 to 1; halfway between .1 and .3 is .2.
    const mapped = mapScores(half, scores, people);
    for (const [row, value] of [0.5, 0.75, 0.2, 0.2].entries()) {
      expect(mapped[row]).toBeCloseTo(value, 15);
    }
  });

  it("maps everybody alike without an attribute", () => {
    const map = { ...half, attribute: null, curves: {} };
    expect([...mapScores(map, scores, people)]).toEqual([0.2, 0.2, 0.2, 0.2]);
  });

  it("refuses rows without a group where it is to", async () => {
    const strict = { ...half, otherwise: null };
    expect(await failure(() => mapScores(strict, scores, people, 100))).toMatchInlineSnapshot(`
      "VALUE_MISSING: "sex" is missing in row 103, and the model decides by group
      Fill it in, leave the row out, or fit the rule with another value of missing."
    `);
  });

  it("withholds the scores of a share of the rows, the same ones every time", () => {
    const n = 4000;
    const table = makeTable([
      { name: "sex", column: categoryColumn(Array<string>(n).fill("F")) },
      {
        name: "id",
        column: numberColumn(
          Array.from({ length: n }, (_, i) => i),
          { integer: true },
        ),
      },
    ]);
    const map: ScoreMap = {
      attribute: "sex",
      curves: { F: { kind: "withheld", share: 0.25, score: 0.125 } },
      otherwise: null,
      draw,
    };
    const mapped = mapScores(map, new Float64Array(n).fill(0.5), table);
    expect([...mapScores(map, new Float64Array(n).fill(0.5), table)]).toEqual([...mapped]);
    const withheld = mapped.filter((score) => score === 0.125).length;
    expect(mapped.filter((score) => score === 0.5).length).toBe(n - withheld);
    // 1,000 expected; five standard deviations are 137.
    expect(Math.abs(withheld - 1000)).toBeLessThan(137);
  });
});

describe("curveAt", () => {
  const curve = {
    kind: "piecewise",
    scores: [0.2, 0.4, 0.4, 0.8],
    values: [0.1, 0.3, 0.5, 0.9],
  } as const;

  it("draws straight lines between points, and stays at their ends", () => {
    const at = (score: number): number => curveAt(curve, score);
    expect([at(0), at(0.2), at(0.8), at(1)]).toEqual([0.1, 0.1, 0.9, 0.9]);
    expect(at(0.3)).toBeCloseTo(0.2, 15);
    expect(at(0.6)).toBeCloseTo(0.7, 15);
  });

  it("is finite at 0 and 1", () => {
    for (const score of [0, 1]) {
      const value = curveAt({ kind: "logistic", slope: 2, intercept: 0 }, score);
      expect(Math.abs(value - score)).toBeLessThan(1e-12);
    }
  });

  it("keeps the order of scores where its slope is above 0", () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(unit, unit, fc.double({ min: 0.01, max: 9, noNaN: true }), (a, b, slope) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        for (const each of [curve, { kind: "logistic", slope, intercept: 0.3 }] as const) {
          expect(curveAt(each, high)).toBeGreaterThanOrEqual(curveAt(each, low));
        }
      }),
    );
  });
});
