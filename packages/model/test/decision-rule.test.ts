import { categoryColumn, makeTable, numberColumn } from "@fairline/arrow";
import { failure } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { decide } from "../src/index.ts";

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
});
