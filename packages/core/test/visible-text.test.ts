import { expect, test } from "vitest";
import { visibleText } from "../src/index.ts";

test.each([
  ["\u001b[2J", String.raw`\u001b[2J`],
  ["\u009b2J", String.raw`\u009b2J`],
  ["a\0b\u007f", String.raw`a\u0000b\u007f`],
  ["50 %\r100 %", String.raw`50 %\u000d100 %`],
  ["user\u202etxt.exe", String.raw`user\u202etxt.exe`],
  ["a\u2028b\u2066c", String.raw`a\u2028b\u2066c`],
])("shows what a terminal would obey: %j", (text, shown) => {
  expect(visibleText(text)).toBe(shown);
  expect(JSON.parse(`"${shown}"`)).toBe(text);
});

test("leaves words of every script, tabs and line breaks alone", () => {
  const text = "naïve\t汉字\nمی‌خواهم 👩‍👧 é";
  expect(visibleText(text)).toBe(text);
  expect(visibleText("a\r\nb")).toBe("a\nb");
});
