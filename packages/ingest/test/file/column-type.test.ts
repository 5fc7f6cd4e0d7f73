import { categoryColumn } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inferColumnType, typedColumn } from "../../src/file/column-type.ts";
import type { ColumnTypeName } from "../../src/file/column-types.ts";

function infer(words: readonly (string | null)[]): ColumnTypeName {
  return inferColumnType(categoryColumn(words));
}

function typed(words: readonly (string | null)[], type: ColumnTypeName): unknown {
  return typedColumn({ name: "x", words: categoryColumn(words) }, type);
}

function refusal(words: readonly (string | null)[], type: ColumnTypeName): string {
  try {
    typed(words, type);
  } catch (error) {
    if (error instanceof FairlineError)
      return `${error.code}: ${error.message}\n${error.hint ?? ""}`;
  }
  throw new Error("expected a FairlineError");
}

describe("inferColumnType", () => {
  it("takes whole numbers as integers, with signs and missing values", () => {
    expect(infer(["3", "-4", "+5", null, "0"])).toBe("integer");
  });

  it("takes decimals and exponents as numbers", () => {
    expect(infer(["3", "-.5", "1e-3", "2."])).toBe("number");
  });

  it("takes a leading zero as a code, not a quantity", () => {
    expect(infer(["007", "012"])).toBe("category");
    expect(infer(["0", "0.5"])).toBe("number");
  });

  it("takes a number beyond the range of a double as a word, and refuses it where numbers are declared", () => {
    expect(infer(["1", "1e999"])).toBe("category");
    expect(refusal(["1", "1e999"], "number")).toContain('has "1e999" in row 2');
  });

  it("takes whole numbers of more than 15 digits as codes, since a double cannot tell them apart", () => {
    expect(infer(["999999999999999"])).toBe("integer");
    expect(infer(["9007199254740993"])).toBe("category");
  });

  it("takes words that only look like numbers as categories", () => {
    expect(infer(["1", "0x1F"])).toBe("category");
    expect(infer(["1", "Infinity"])).toBe("category");
    expect(infer(["1,5"])).toBe("category");
  });

  it("takes true and false in any case as booleans", () => {
    expect(infer(["TRUE", "False", null])).toBe("boolean");
    expect(infer(["true", "yes"])).toBe("category");
  });

  it("takes words as text only past 50 distinct ones and half of the rows", () => {
    const distinct = (n: number): string[] => Array.from({ length: n }, (_, i) => `w${String(i)}`);
    expect(infer(distinct(50))).toBe("category");
    expect(infer(distinct(51))).toBe("text");
    // 51 words in 102 rows: every word twice, half of the rows, not more.
    expect(infer([...distinct(51), ...distinct(51)])).toBe("category");
    // Missing values do not count as rows.
    expect(infer([...distinct(51), ...Array<null>(51).fill(null)])).toBe("text");
  });

  it("takes a column without a value as a category", () => {
    expect(infer([null, null])).toBe("category");
    expect(infer([])).toBe("category");
  });
});

describe("typedColumn", () => {
  it("reads back every double that JavaScript can print in plain or exponent notation", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })), (numbers) => {
        const words = numbers.map(String);
        const expected = numbers.map((value) => value + 0);
        expect(typed(words, "number")).toMatchObject({ values: Float64Array.from(expected) });
      }),
    );
  });

  it("reads missing values as NaN, no category, and null", () => {
    expect(typed(["2", null], "integer")).toEqual({
      type: "number",
      values: Float64Array.of(2, Number.NaN),
      integer: true,
    });
    expect(typed(["a", null], "category")).toMatchObject({ codes: Int32Array.of(0, -1) });
    expect(typed(["a", null], "text")).toEqual({ type: "text", values: ["a", null] });
  });

  it("writes booleans as the categories true and false", () => {
    expect(typed(["TRUE", "false", "True"], "boolean")).toEqual({
      type: "category",
      codes: Int32Array.of(0, 1, 0),
      values: ["true", "false"],
    });
  });

  it("reads a declared number with leading zeros", () => {
    expect(typed(["007"], "integer")).toMatchObject({ values: Float64Array.of(7) });
  });

  it("refuses a word that is not of the type, with column, row and word", () => {
    expect(refusal(["3", "4", "four"], "integer")).toMatchInlineSnapshot(`
      "VALUE_INVALID: column "x" has "four" in row 3, which is not a whole number
      Correct the value, list it under null-values if it means a missing one, or give x another type."
    `);
    expect(refusal([null, "1.5"], "integer")).toMatchInlineSnapshot(`
      "VALUE_INVALID: column "x" has "1.5" in row 2, which is not a whole number
      Correct the value, list it under null-values if it means a missing one, or give x another type."
    `);
    expect(refusal(["x"], "number")).toMatchInlineSnapshot(`
      "VALUE_INVALID: column "x" has "x" in row 1, which is not a number
      Correct the value, list it under null-values if it means a missing one, or give x another type."
    `);
    expect(refusal(["true", "2"], "boolean")).toMatchInlineSnapshot(`
      "VALUE_INVALID: column "x" has "2" in row 2, which is not true or false
      Correct the value, list it under null-values if it means a missing one, or give x another type."
    `);
  });
});
