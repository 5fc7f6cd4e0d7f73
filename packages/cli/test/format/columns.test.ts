import { expect, test } from "vitest";
import { columnsText } from "../../src/format/columns.ts";
import { makeStyle } from "../../src/format/style.ts";

const { bold } = makeStyle(true);

test("aligns columns two spaces apart, numbers to the right, whatever is coloured or wide", () => {
  const rows = [
    [bold("long name"), "1", "x"],
    ["汉字", "1,234", ""],
  ];
  expect(columnsText(rows, { head: ["name", "rows"], right: [1], indent: 1 })).toBe(
    [" name        rows", ` ${bold("long name")}      1  x`, " 汉字       1,234", ""].join("\n"),
  );
});

test("is empty for no rows, also with headings", () => {
  expect(columnsText([], { head: ["name"] })).toBe("");
});

test("folds the last column where a line would be longer than the terminal", () => {
  const rows = [
    ["train", "its result is known from a run of yesterday"],
    ["e", "it has not run"],
  ];
  expect(columnsText(rows, { indent: 2, width: 30 })).toBe(
    [
      "  train  its result is known",
      "         from a run of",
      "         yesterday",
      "  e      it has not run",
      "",
    ].join("\n"),
  );
});

test("leaves a line alone that has no room for its last column", () => {
  const rows = [["a".repeat(20), "some words that are longer than the room"]];
  expect(columnsText(rows, { width: 30 })).toBe(`${rows[0]!.join("  ")}\n`);
});

test("lets no cell leave its line or move the cursor", () => {
  expect(columnsText([["a\nb", "\u001b[2J"]])).toBe("a\\u000ab  \\u001b[2J\n");
});
