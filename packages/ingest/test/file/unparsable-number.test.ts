import { categoryColumn, columnType } from "@fairline/arrow";
import { stageContext } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { unparsableNumber } from "../../src/file/unparsable-number.ts";
import { ingestText, textFile } from "../ingest.ts";

function found(...words: readonly (string | null)[]): unknown {
  return unparsableNumber({ name: "x", words: categoryColumn(words) });
}

describe("unparsableNumber", () => {
  it("finds the first word among numbers, with its row", () => {
    expect(found("3", null, "4.5", "unknown", "7")).toEqual({
      column: "x",
      word: "unknown",
      row: 4,
    });
    expect(found("1", "-Inf", "2")).toEqual({ column: "x", word: "-Inf", row: 2 });
  });

  it.each([
    ["1,234", "56,789"],
    ["1 234", "12"],
    ["12,5", "8,25"],
    ["40 %", "7%"],
    ["$12", "$1,500.20"],
  ])("takes %s and %s as numbers as people write them", (...words) => {
    expect(found(...words)).toEqual({ column: "x", word: words[0], row: 1 });
  });

  it("says nothing of numbers, of codes and of words", () => {
    expect(found("1", "2.5", "1e3")).toBeUndefined();
    expect(found("02134", "10001", "12345678901234567890")).toBeUndefined();
    expect(found("a", "b", "3")).toBeUndefined();
    expect(found("25-34", "35-44", "2020-01-31")).toBeUndefined();
    expect(found(null)).toBeUndefined();
  });
});

it("warns of a column that is words for a few odd ones, unless its type is declared", async () => {
  const text = 'income,y\n"1,200",1\n3100,0\n';
  const context = stageContext({ files: { source: textFile(text) } });
  expect(columnType(await ingestText(text, {}, context), "income")).toBe("category");
  expect(context.logged).toEqual([
    {
      level: "warn",
      message:
        'column "income" holds words because of "1,200" in row 1, though most of its words are numbers: set thousands: "," if numbers are written so, list it under null-values if it means a missing one, or say types: { income: category }',
    },
  ]);
  const told = stageContext({ files: { source: textFile(text) } });
  await ingestText(text, { types: { income: "category" } }, told);
  expect(told.logged).toEqual([]);
});
