import { expect, test } from "vitest";
import { screenLine, screenText } from "../../src/format/screen-text.ts";
import { makeStyle } from "../../src/format/style.ts";

test("keeps colours, and shows every other escape sequence", () => {
  const style = makeStyle(true);
  const mine = [style.bold("a"), style.dim("b"), style.good("c"), style.bad("d")].join("");
  expect(screenText(mine)).toBe(mine);
  expect(screenText("\u001b[2J\u001b[8mx\u001b]0;title\u0007")).toBe(
    String.raw`\u001b[2J\u001b[8mx\u001b]0;title\u0007`,
  );
});

test("holds a line together", () => {
  expect(screenLine("group\nDone\tin 1 s")).toBe(String.raw`group\u000aDone\u0009in 1 s`);
});
