import { describe, expect, it } from "vitest";
import {
  cellMarkup,
  codeBlock,
  folded,
  footnotesMarkup,
  otherSettings,
  sentenceMarkup,
} from "../../src/html/elements.ts";
import { markup } from "../../src/html/markup.ts";
import { strong } from "../../src/format/sentence.ts";

describe("codeBlock", () => {
  it("folds what is longer than eight lines", () => {
    const lines = (count: number): string => codeBlock("a: 1\n".repeat(count)).html;
    expect(lines(8)).toBe(`<pre>${"a: 1\n".repeat(8)}</pre>`);
    expect(lines(9)).toContain("<summary>9 lines</summary>");
  });
});

describe("folded", () => {
  it("is closed unless it is to be open", () => {
    expect(folded("More", [markup`a`]).html).toBe(
      "<details><summary>More</summary>\na\n</details>",
    );
    expect(folded("More", [markup`a`, markup`b`], true).html).toBe(
      "<details open><summary>More</summary>\na\nb\n</details>",
    );
  });
});

describe("otherSettings", () => {
  it("counts them, and is nothing without any", () => {
    expect(otherSettings("sex", []).html).toBe("");
    expect(otherSettings("sex", [markup`a`]).html).toContain("The other setting, by sex");
    expect(otherSettings("sex", [markup`a`, markup`b`]).html).toContain(
      "The other 2 settings, by sex",
    );
  });
});

describe("cellMarkup", () => {
  it("has the interval below the figure, the number of its note, and the value to sort by", () => {
    const notes = { numbered: new Map([["why", 2]]), dagger: undefined };
    const cell = { text: "12.3", interval: "11.2 to 13.4", note: "why", value: 0.123 };
    expect(cellMarkup(cell, notes).html).toBe(
      '<td class="number" data-value="0.123">12.3<sup>2</sup><span class="interval">11.2 to 13.4</span></td>',
    );
    expect(cellMarkup({ ...cell, interval: undefined, note: undefined }, notes).html).toBe(
      '<td class="number" data-value="0.123">12.3</td>',
    );
  });
});

describe("footnotesMarkup", () => {
  it("lists the notes by number, then what a dagger means, and is nothing without both", () => {
    const numbered = new Map([
      ["one", 1],
      ["two", 2],
    ]);
    expect(footnotesMarkup({ numbered, dagger: "† Few." }).html).toBe(
      '<p class="notes"><span><sup>1</sup> One.</span> <span><sup>2</sup> Two.</span> <span>† Few.</span> </p>',
    );
    expect(footnotesMarkup({ numbered: new Map(), dagger: "† Few." }).html).toBe(
      '<p class="notes"><span>† Few.</span> </p>',
    );
    expect(footnotesMarkup({ numbered: new Map(), dagger: undefined }).html).toBe("");
  });
});

describe("sentenceMarkup", () => {
  it("sets words strong and escapes all of them", () => {
    expect(sentenceMarkup(["a<b ", strong("c&d"), "."]).html).toBe(
      "a&lt;b <strong>c&amp;d</strong>.",
    );
  });
});
