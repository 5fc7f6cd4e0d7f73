import { categoryColumn, makeTable, numberColumn, takeRows, withColumn } from "@fairline/arrow";
import { failure } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { chanceAt, decide } from "../src/index.ts";
import type { DecisionRule } from "../src/index.ts";

const people = makeTable([
  { name: "sex", column: categoryColumn(["F", "M", null, "X"]) },
  { name: "code", column: numberColumn([1, 2, 1, 2], { integer: true }) },
]);

describe("decide", () => {
  it("takes a score at the threshold for a positive decision", () => {
    const rule = { kind: "threshold", threshold: 0.5 } as const;
    expect([...decide(rule, [0.49, 0.5, 0.51, 0], people)]).toEqual([0, 1, 1, 0]);
  });

  it("holds each group to its own threshold, and strangers and missing groups to the other one", () => {
    const rule = {
      kind: "group-thresholds",
      attribute: "sex",
      thresholds: { F: 0.3, M: 0.7 },
      otherwise: 0.5,
    } as const;
    expect([...decide(rule, [0.4, 0.4, 0.4, 0.4], people)]).toEqual([1, 0, 0, 0]);
    expect([...decide(rule, [0.6, 0.6, 0.6, 0.6], people)]).toEqual([1, 0, 1, 1]);
  });

  it.each([0.2, 0.9, 2])(
    "holds strangers and missing groups to %s where the rule says so",
    (otherwise) => {
      const rule = {
        kind: "group-thresholds",
        attribute: "sex",
        thresholds: { F: 0.5 },
        otherwise,
      } as const;
      const around = [otherwise - 0.01, otherwise];
      for (const [score, decision] of around.map((score, i) => [score, i] as const)) {
        // F by its own threshold; M, missing and X by the other one.
        expect([...decide(rule, [0.5, score, score, score], people)]).toEqual([
          1,
          decision,
          decision,
          decision,
        ]);
      }
    },
  );

  it("reads groups that are written as numbers", () => {
    const rule = {
      kind: "group-thresholds",
      attribute: "code",
      thresholds: { "1": 0, "2": 1.5 },
      otherwise: 0.5,
    } as const;
    expect([...decide(rule, [1, 1, 0, 0], people)]).toEqual([1, 0, 1, 0]);
  });

  it("does not take a group's name for a property of objects", () => {
    const table = makeTable([{ name: "sex", column: categoryColumn(["constructor"]) }]);
    const rule = {
      kind: "group-thresholds",
      attribute: "sex",
      thresholds: {},
      otherwise: 0.5,
    } as const;
    expect([...decide(rule, [0.6], table)]).toEqual([1]);
  });

  it("names the column that its groups would be in", async () => {
    const rule = {
      kind: "group-thresholds",
      attribute: "race",
      thresholds: {},
      otherwise: 0.5,
    } as const;
    expect(await failure(() => decide(rule, [1, 1, 1, 1], people))).toMatchInlineSnapshot(`
      "COLUMN_MISSING: there is no column "race" in the table
      The columns are: sex, code."
    `);
  });

  it("refuses strangers and missing groups where the rule says so, and tells which row", async () => {
    const rule = {
      kind: "group-thresholds",
      attribute: "sex",
      thresholds: { F: 0.5, M: 0.5 },
      otherwise: null,
    } as const;
    expect(await failure(() => decide(rule, [1, 1, 1, 1], people))).toMatchInlineSnapshot(`
      "VALUE_MISSING: "sex" is missing in row 3, and the model decides by group
      Fill it in, leave the row out, or fit the rule with another value of missing."
    `);
    const known = makeTable([{ name: "sex", column: categoryColumn(["F", "X"]) }]);
    expect(await failure(() => decide(rule, [1, 1], known, 40))).toMatchInlineSnapshot(`
      "VALUE_INVALID: "sex" is "X" in row 42, a group that the model has no rule for
      The groups are: F, M."
    `);
  });

  describe("with chances", () => {
    const rows = 4000;
    const crowd = makeTable([
      {
        name: "sex",
        column: categoryColumn(Array.from({ length: rows }, (_, i) => (i % 2 ? "M" : "F"))),
      },
      {
        name: "id",
        column: numberColumn(
          Array.from({ length: rows }, (_, i) => i),
          { integer: true },
        ),
      },
    ]);
    const chances = (by: string | null): DecisionRule => ({
      kind: "group-chances",
      attribute: "sex",
      chances: {
        F: [
          { from: 0.6, chance: 1 },
          { from: 0.4, chance: 0.25 },
        ],
        M: [{ from: 0.4, chance: 1 }],
      },
      otherwise: null,
      draw: { seed: "s", by },
    });
    const scores = new Float64Array(rows).fill(0.5);

    it("has the chance of the score's step, and 0 below all steps", () => {
      const steps = [
        { from: 0.6, chance: 1 },
        { from: 0.4, chance: 0.25 },
      ];
      expect([0.6, 0.59, 0.4, 0.39].map((score) => chanceAt(steps, score))).toEqual([
        1, 0.25, 0.25, 0,
      ]);
    });

    it("draws as often as the chance says", () => {
      const decided = decide(chances(null), scores, crowd);
      const of = (sex: number): number =>
        decided.filter((_, row) => row % 2 === sex).reduce((a, b) => a + b, 0);
      // 500 expected of 2,000 at a chance of .25; five standard deviations are 97.
      expect(Math.abs(of(0) - 500)).toBeLessThan(97);
      expect(of(1)).toBe(2000);
    });

    it("decides a table in pieces as it does the whole", () => {
      const whole = decide(chances(null), scores, crowd);
      const first = Uint32Array.from({ length: 1500 }, (_, i) => i);
      const rest = Uint32Array.from({ length: rows - 1500 }, (_, i) => 1500 + i);
      const pieces = [
        ...decide(chances(null), scores.subarray(0, 1500), takeRows(crowd, first)),
        ...decide(chances(null), scores.subarray(1500), takeRows(crowd, rest), 1500),
      ];
      expect(pieces).toEqual([...whole]);
    });

    it("decides a person alike in every order where it draws by a column", () => {
      const order = Uint32Array.from({ length: rows }, (_, i) => rows - 1 - i);
      const decided = decide(chances("id"), scores, crowd);
      expect([...decide(chances("id"), scores, takeRows(crowd, order))]).toEqual(
        [...decided].reverse(),
      );
    });

    it("needs the value that it draws by", async () => {
      const holed = withColumn(people, "id", categoryColumn(["a", null, "b", "c"]));
      const rule: DecisionRule = {
        kind: "group-chances",
        attribute: "sex",
        chances: {},
        otherwise: [{ from: 0, chance: 0.5 }],
        draw: { seed: "s", by: "id" },
      };
      expect(await failure(() => decide(rule, [1, 1, 1, 1], holed))).toMatchInlineSnapshot(`
        "VALUE_MISSING: "id" is missing in row 2, and the model draws by it
        Fill it in, or leave the row out."
      `);
    });
  });
});
