import { expect, test } from "vitest";
import { bytesText, countText, durationText, figureText } from "../../src/format/amount.ts";

test.each([
  [0, "0 ms"],
  [850.4, "850 ms"],
  [4200, "4.2 s"],
  [59_949, "59.9 s"],
  [59_990, "1 min 00 s"],
  [65_000, "1 min 05 s"],
  [7_380_000, "2 h 03 min"],
])("writes %d milliseconds as %s", (ms, text) => {
  expect(durationText(ms)).toBe(text);
});

test.each([
  [0, "0 B"],
  [312, "312 B"],
  [1024, "1.0 KiB"],
  [1_395_864_371, "1.3 GiB"],
])("writes %d bytes as %s", (bytes, text) => {
  expect(bytesText(bytes)).toBe(text);
});

test("agrees in number with its noun", () => {
  expect([countText(1, "row"), countText(2000, "row"), countText(0, "more", "more")]).toEqual([
    "1 row",
    "2,000 rows",
    "0 more",
  ]);
});

test("writes a figure without a value as undefined", () => {
  expect([figureText(0.123456), figureText(3), figureText(Number.NaN)]).toEqual([
    "0.1235",
    "3",
    "undefined",
  ]);
});
