import { categoryColumn, numberColumn, textColumn } from "@fairline/arrow";
import { failure } from "@fairline/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitEncoder } from "../src/encoder.ts";
import { openEncoder } from "../src/row-encoder.ts";
import { encoded, jobs, means, tableOf } from "./encoded.ts";

describe("fitEncoder", () => {
  it("learns the encoding worked by hand for four training rows", () => {
    // age: mean (20 + 40 + 30) / 3 = 30, deviation sqrt((100 + 100 + 0) / 3); row 4 is missing.
    // job: two values, sorted; row 3 is missing.
    expect(fitEncoder(jobs, ["age", "job"], [0, 1, 2, 3])).toEqual([
      { name: "age", type: "number", mean: 30, deviation: Math.sqrt(200 / 3), missing: true },
      { name: "job", type: "category", values: ["baker", "cook"], missing: true },
    ]);
  });

  it("looks at training rows only", () => {
    const other = tableOf({
      age: numberColumn([20, 40, 30, Number.NaN, -7]),
      job: categoryColumn(["cook", "baker", null, "baker", "sailor"]),
    });
    const train = [0, 1, 2, 3];
    expect(fitEncoder(other, ["age", "job"], train)).toEqual(
      fitEncoder(jobs, ["age", "job"], train),
    );
  });

  it("leaves out the missing indicator where training rows miss nothing", () => {
    expect(fitEncoder(jobs, ["age", "job"], [0, 1])).toEqual([
      { name: "age", type: "number", mean: 30, deviation: 10, missing: false },
      { name: "job", type: "category", values: ["baker", "cook"], missing: false },
    ]);
  });

  it("keeps a constant column at 0, and one without any value too", () => {
    const table = tableOf({
      same: numberColumn([3, 3]),
      none: numberColumn([Number.NaN, Number.NaN]),
    });
    expect(encoded(table, ["same", "none"], [0, 1], [0])).toEqual([[0, 0, 1]]);
  });

  it("takes a spread within rounding of 0 for none, so that no value of the column counts", () => {
    // The sum of a hundred .1 is not 10, so that their mean is not .1.
    const tenths = Array.from({ length: 100 }, () => 0.1);
    const table = tableOf({ same: numberColumn([...tenths, 0.9, -5]) });
    const train = tenths.map((_, row) => row);
    const [same] = fitEncoder(table, ["same"], train);
    expect(same).toMatchObject({ deviation: Number.MAX_VALUE });
    expect(encoded(table, ["same"], train, [0, 100, 101]).flat().map(Math.abs)).toEqual([0, 0, 0]);
  });

  it("keeps a small spread that is none of rounding", () => {
    const table = tableOf({ stamp: numberColumn([1.7e9, 1.7e9 + 1]) });
    expect(encoded(table, ["stamp"], [0, 1], [0, 1])).toEqual([[-1], [1]]);
  });

  it("does not depend on the order of the training rows", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.integer({ min: -99, max: 99 }), fc.constantFrom("a", "b", "c", null)),
          {
            minLength: 1,
          },
        ),
        (rows) => {
          const table = tableOf({
            x: numberColumn(rows.map(([x]) => x)),
            word: categoryColumn(rows.map(([, word]) => word)),
          });
          const order = rows.map((_, row) => row);
          const [forward, backward] = [order, order.toReversed()].map((train) =>
            fitEncoder(table, ["x", "word"], train),
          );
          expect(forward![1]).toEqual(backward![1]);
          expect(forward![0]).toMatchObject({ mean: expect.closeTo(means(rows), 9) as number });
          expect(backward![0]).toMatchObject({ mean: expect.closeTo(means(rows), 9) as number });
        },
      ),
    );
  });

  it("refuses text, with what to do", async () => {
    const table = tableOf({ note: textColumn(["a", "b"]) });
    expect(await failure(() => fitEncoder(table, ["note"], [0]))).toMatchInlineSnapshot(`
      "COLUMN_TYPE: feature "note" holds free text, which this model cannot read
      Make it a category or a number at ingest, or take the role feature from it."
    `);
  });

  it("refuses infinite numbers, with the row", async () => {
    const table = tableOf({ x: numberColumn([1, Infinity]) });
    expect(await failure(() => fitEncoder(table, ["x"], [0]))).toMatchInlineSnapshot(`
      "VALUE_INVALID: feature "x" is Infinity in row 2
      Make infinite values missing or finite in a clean stage."
    `);
  });

  it("refuses numbers that do not fit into 32 bits, with row and value", async () => {
    const table = tableOf({ x: numberColumn([1, 2, -1e300]) });
    expect(await failure(() => fitEncoder(table, ["x"], [0, 1]))).toMatchInlineSnapshot(`
      "VALUE_INVALID: feature "x" is -1e+300 in row 3, which does not fit into the 32 bits that models compute in
      Correct the value, cut it off (clip-outliers) or make it missing in a clean stage."
    `);
    // As a multiple of its spread, 3e38 is too much.
    const far = tableOf({ x: numberColumn([1, 1.001, 3e38]) });
    const encoder = fitEncoder(far, ["x"], [0, 1]);
    expect(await failure(() => openEncoder(encoder, far))).toMatchInlineSnapshot(`
      "VALUE_INVALID: feature "x" is 3e+38 in row 3, which does not fit into the 32 bits that models compute in
      Correct the value, cut it off (clip-outliers) or make it missing in a clean stage."
    `);
  });

  it("names every column that is missing", async () => {
    expect(await failure(() => fitEncoder(jobs, ["agee"], [0]))).toMatchInlineSnapshot(`
      "COLUMN_MISSING: feature "agee" is missing from the table
      Did you mean "age"? The columns are: age, job."
    `);
    expect(await failure(() => fitEncoder(jobs, ["wage", "age", "home"], [0])))
      .toMatchInlineSnapshot(`
      "COLUMN_MISSING: features "wage", "home" are missing from the table
      Did you mean "age"? The columns are: age, job."
    `);
  });
});
