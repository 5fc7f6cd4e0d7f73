import { categoryColumn, numberColumn, textColumn } from "@fairline/arrow";
import { failure } from "@fairline/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encoderWidth, fitEncoder } from "../src/encoder.ts";
import { openEncoder } from "../src/row-encoder.ts";
import { encoded, jobs, means, tableOf } from "./encoded.ts";

describe("openEncoder", () => {
  it("gives the inputs worked by hand", () => {
    const unit = Math.fround(10 / Math.sqrt(200 / 3));
    // Inputs: age, age missing, job baker, job cook, job unknown, job missing.
    expect(encoded(jobs, ["age", "job"], [0, 1, 2, 3], [0, 1, 2, 3, 4])).toEqual([
      [-unit, 0, 0, 1, 0, 0],
      [unit, 0, 1, 0, 0, 0],
      [0, 0, 0, 0, 0, 1],
      [0, 1, 1, 0, 0, 0],
      [2 * unit, 0, 0, 0, 1, 0],
    ]);
  });

  it("takes a missing value for the mean, and for unknown, where training rows missed nothing", () => {
    // Inputs: age, job baker, job cook, job unknown.
    expect(encoded(jobs, ["age", "job"], [0, 1], [2, 3])).toEqual([
      [0, 0, 0, 1],
      [0, 1, 0, 0],
    ]);
  });

  it("scales numbers to mean 0 and variance 1 over the training rows", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2 }), (values) => {
        fc.pre(new Set(values).size > 1);
        const rows = values.map((_, row) => row);
        const scaled = encoded(tableOf({ x: numberColumn(values) }), ["x"], rows, rows).flat();
        expect(means(scaled.map((value) => [value]))).toBeCloseTo(0, 4);
        expect(means(scaled.map((value) => [value ** 2]))).toBeCloseTo(1, 4);
      }),
    );
  });

  it("sets exactly one input of a category, whatever the value", () => {
    const word = fc.constantFrom("a", "b", "c", "d", null);
    fc.assert(
      fc.property(fc.array(word, { minLength: 2 }), fc.nat({ max: 20 }), (words, trained) => {
        const rows = words.map((_, row) => row);
        const train = rows.slice(0, Math.max(1, trained));
        const table = tableOf({ word: categoryColumn(words) });
        for (const inputs of encoded(table, ["word"], train, rows)) {
          expect(inputs.filter((value) => value === 1)).toHaveLength(1);
          expect(inputs.filter((value) => value === 0)).toHaveLength(inputs.length - 1);
        }
      }),
    );
  });

  it("reads categories from words, text and numbers alike, and ignores further columns", () => {
    const encoder = fitEncoder(
      tableOf({ code: categoryColumn(["1", "2", "1"]) }),
      ["code"],
      [0, 1, 2],
    );
    const asNumbers = tableOf({
      other: numberColumn([0]),
      code: numberColumn([2], { integer: true }),
    });
    const asText = tableOf({ code: textColumn(["2"]) });
    expect([...openEncoder(encoder, asNumbers).encode([0])]).toEqual([0, 1, 0]);
    expect([...openEncoder(encoder, asText).encode([0])]).toEqual([0, 1, 0]);
  });

  it("encodes no rows as nothing", () => {
    const encoder = fitEncoder(jobs, ["age", "job"], [0, 1]);
    expect(encoderWidth(encoder)).toBe(4);
    expect(openEncoder(encoder, jobs).encode([])).toEqual(new Float32Array(0));
  });

  it("refuses words where it learned numbers", async () => {
    const encoder = fitEncoder(jobs, ["age"], [0]);
    const table = tableOf({ age: categoryColumn(["old"]) });
    expect(await failure(() => openEncoder(encoder, table))).toMatchInlineSnapshot(`
      "COLUMN_TYPE: column "age" holds category values, not numbers
      Choose a numeric column, or convert this one at ingest."
    `);
  });

  it("gives rows in any order and repeated, over what the target held before", () => {
    const opened = openEncoder(fitEncoder(jobs, ["age", "job"], [0, 1, 2, 3]), jobs);
    const target = new Float32Array(4 * opened.width).fill(7);
    expect(opened.encode([3, 0, 0, 4], target)).toBe(target);
    expect(target).toEqual(
      Float32Array.from([3, 0, 0, 4].flatMap((row) => [...opened.encode([row])])),
    );
  });

  it("knows the inputs of a table with more than 65,536 of them", () => {
    const words = Array.from({ length: 2 ** 16 }, (_, i) => `w${String(i).padStart(5, "0")}`);
    const table = tableOf({
      word: categoryColumn(words),
      last: categoryColumn(words.map((_, i) => (i % 2 === 0 ? "a" : "b"))),
    });
    const encoder = fitEncoder(table, ["word", "last"], Uint32Array.from(words.keys()));
    const inputs = openEncoder(encoder, table).encode([2 ** 16 - 1]);
    // The words, unknown, a, b, unknown.
    expect(inputs).toHaveLength(2 ** 16 + 4);
    expect([inputs[2 ** 16 - 1], ...inputs.slice(2 ** 16)]).toEqual([1, 0, 0, 1, 0]);
  });
});
