import { columnType, numbers } from "@fairline/arrow";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainNumbers } from "../../src/file/number-syntax.ts";
import { failure, ingestText } from "../ingest.ts";

describe("numbers as a file writes them", () => {
  it.each([
    ["de-DE", ",", "."],
    ["en-US", ".", ","],
    ["fr-FR", ",", "\u202f"],
    ["de-CH", ".", "'"],
  ] as const)("are read as %s prints them", (locale, decimal, thousands) => {
    const plain = plainNumbers({ decimal, thousands });
    const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (millionths) => {
        const value = millionths / 1e6;
        expect(Number(plain(format.format(value).replace("\u2212", "-")))).toBeCloseTo(value, 6);
      }),
    );
  });

  it.each([
    ["1.234,5", "1234.5"],
    ["1234,5", "1234.5"],
    [",5", ".5"],
    ["-1.234.567", "-1234567"],
    ["1,5e3", "1.5e3"],
    ["1.23", ""],
    ["12.3456", ""],
    ["1.234.5", ""],
    ["1,234.5", ""],
    ["x", ""],
  ])("%s with a decimal comma and points between thousands is %j", (word, plain) => {
    expect(plainNumbers({ decimal: ",", thousands: "." })(word)).toBe(plain);
  });

  it("make a column of numbers, and a point is none with a decimal comma", async () => {
    const table = await ingestText("a;b\n7779,47;1.5\n6212,74;2.5\n", { decimal: "," });
    expect([...numbers(table, "a").values]).toEqual([7779.47, 6212.74]);
    expect(columnType(table, "b")).toBe("category");
  });

  it("that are declared and written otherwise are refused with what to set", async () => {
    const types = { a: "number" };
    expect(await failure(ingestText("a;b\n7779,47;x\n", { types }))).toBe(
      'VALUE_INVALID: column "a" has "7779,47" in row 1, which is not a number\nIf numbers are written so in this file, set decimal: ",".',
    );
    expect(await failure(ingestText("a;b\n1.234,5;x\n", { types }))).toContain(
      'set decimal: "," and thousands: ".".',
    );
    expect(await failure(ingestText("a;b\n1.5;x\n", { types, decimal: "," }))).toContain(
      'has "1.5" in row 1, which is not a number',
    );
  });

  it("cannot have one sign for both", async () => {
    expect(await failure(ingestText("a\n1\n", { decimal: ",", thousands: "," }))).toBe(
      'PARAM_INVALID: decimal and thousands are both ","\nGive each a sign of its own, or leave thousands out.',
    );
  });
});
