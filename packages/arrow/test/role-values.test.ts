import {
  categoryColumn,
  makeTable,
  numberColumn,
  readScores,
  readWeights,
  requireSplitNames,
} from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { failure } from "@fairline/testing";
import { describe, expect, it } from "vitest";

const figures = (...values: number[]): Table =>
  makeTable([{ name: "x", column: numberColumn(values) }]);

describe("readScores", () => {
  it("gives the scores of the rows asked for, both ends of [0, 1] among them", () => {
    const rows = Uint32Array.of(2, 0);
    const scores = readScores(figures(0, 7, 1), "x", { rows, missing: "refuse" });
    expect(scores).toEqual(Float64Array.of(1, 0));
  });

  it("keeps a missing score, or refuses it", async () => {
    const holed = figures(0.5, Number.NaN);
    expect(readScores(holed, "x", { missing: "keep" })).toEqual(Float64Array.of(0.5, Number.NaN));
    expect(await failure(() => readScores(holed, "x", { missing: "refuse" })))
      .toMatchInlineSnapshot(`
      "VALUE_MISSING: column "x" is null in row 2
      Drop or impute missing values in a clean stage."
    `);
  });

  it("refuses what is no probability", async () => {
    for (const wrong of [-1e-9, 1 + 1e-9, Infinity]) {
      const scores = figures(0.5, wrong);
      expect(await failure(() => readScores(scores, "x", { missing: "keep" }))).toBe(
        `VALUE_INVALID: score column "x" has ${String(wrong)} in row 2; a score lies in [0, 1]\nScale the scores to probabilities, or give the column another role.`,
      );
    }
  });
});

describe("readWeights", () => {
  it("gives the weights of all rows and holds those asked for to be finite and not negative", async () => {
    const weights = figures(0, 2.5, -1, Infinity, Number.NaN);
    expect(readWeights(weights, "x", Uint32Array.of(0, 1))).toEqual(
      Float64Array.of(0, 2.5, -1, Infinity, Number.NaN),
    );
    const refusal = (row: number): Promise<string> =>
      failure(() => readWeights(weights, "x", Uint32Array.of(0, row)));
    expect(await refusal(2)).toMatchInlineSnapshot(`
      "VALUE_INVALID: weight column "x" has -1 in row 3; a weight is a finite number of at least 0
      Correct the row, or give the column another role."
    `);
    expect(await refusal(3)).toMatch(/^VALUE_INVALID: weight column "x" has Infinity in row 4/);
    expect(await refusal(4)).toMatchInlineSnapshot(`
      "VALUE_MISSING: weight column "x" is null in row 5; a weight is a finite number of at least 0
      Correct the row, or give the column another role."
    `);
    expect(await failure(() => readWeights(weights, "x"))).toMatch(/in row 3/);
  });
});

describe("requireSplitNames", () => {
  it("lets the three names pass", () => {
    const splits = makeTable([
      { name: "part", column: categoryColumn(["test", "train", "validation", "train"]) },
    ]);
    expect(() => {
      requireSplitNames(splits, "part");
    }).not.toThrow();
  });

  it("refuses other words and none", async () => {
    const split = (word: string | null): Table =>
      makeTable([{ name: "part", column: categoryColumn(["train", word]) }]);
    expect(
      await failure(() => {
        requireSplitNames(split("Test"), "part");
      }),
    ).toMatchInlineSnapshot(`
      "VALUE_INVALID: split column "part" has "Test" in row 2
      Did you mean "test"? The splits are: train, validation, test. Rename values in a clean stage: map-values, then split: { column: part }."
    `);
    expect(
      await failure(() => {
        requireSplitNames(split(null), "part");
      }),
    ).toMatchInlineSnapshot(`
      "VALUE_MISSING: split column "part" is null in row 2
      The splits are: train, validation, test. Rename values in a clean stage: map-values, then split: { column: part }."
    `);
  });
});
