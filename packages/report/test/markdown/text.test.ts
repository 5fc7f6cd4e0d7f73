import fc from "fast-check";
import { parseHTML } from "linkedom";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { describe, expect, it } from "vitest";
import { table, texts } from "../../src/markdown/table.ts";
import {
  code,
  codeBlock,
  escapeMarkdown,
  folded,
  sentenceMarkdown,
} from "../../src/markdown/text.ts";
import { strong } from "../../src/format/sentence.ts";
import { hostile } from "../hostile.ts";

/** Renders as GitHub does: micromark is CommonMark with GitHub's extensions, HTML allowed. */
function render(markdown: string): Element {
  const html = micromark(markdown, {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
  return parseHTML(`<!doctype html><html><body>${html}</body></html>`).document.body;
}

function elements(body: Element): readonly string[] {
  return [...body.querySelectorAll("*")].map(({ localName }) => localName);
}

/** What a reader sees, without the spaces of no width. */
function visible(element: Element): string {
  return element.textContent.replaceAll("\u200b", "").trim();
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

describe("escapeMarkdown", () => {
  it("keeps figures and plain names as they are", () => {
    for (const text of [
      "17.3 points",
      "strength=0",
      "Asian-Pac-Islander",
      "sex × race",
      "95 % interval 15.9 to 18.9",
    ]) {
      expect(escapeMarkdown(text)).toBe(text);
    }
  });

  it("comes out as one paragraph with the text, whatever the text", () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: "grapheme-ascii" })), (text) => {
        fc.pre(oneLine(text) !== "");
        const body = render(escapeMarkdown(text));
        expect(elements(body)).toEqual(["p"]);
        expect(visible(body)).toBe(oneLine(text));
      }),
      { numRuns: 500 },
    );
  });

  it("stays in its cell of a table", () => {
    fc.assert(
      fc.property(hostile, hostile, (left, right) => {
        const body = render(
          table([texts("A"), texts("B")], [[escapeMarkdown(left), escapeMarkdown(right)]]),
        );
        expect(elements(body)).toEqual([
          "table",
          "thead",
          "tr",
          "th",
          "th",
          "tbody",
          "tr",
          "td",
          "td",
        ]);
        expect([...body.querySelectorAll("td")].map(visible)).toEqual([
          oneLine(left),
          oneLine(right),
        ]);
      }),
    );
  });

  it("calls nobody and links nothing", () => {
    expect(escapeMarkdown("@someone #12 https://x.example www.x.example")).toBe(
      "@\u200bsomeone #\u200b12 https&#58;//x.example www&#46;x.example",
    );
  });
});

describe("code, codeBlock and folded", () => {
  it("hold any text", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        fc.pre(oneLine(text) !== "");
        expect(elements(render(`Is ${code(text)}.`))).toEqual(["p", "code"]);
        const block = render(codeBlock(text, "yaml"));
        expect(elements(block)).toEqual(["pre", "code"]);
        const details = render(folded(text, "Body."));
        expect(elements(details)).toEqual(["details", "summary", "p"]);
        expect(visible(details.querySelector("summary")!)).toBe(oneLine(text));
      }),
    );
  });
});

describe("sentenceMarkdown", () => {
  it("sets words strong, whatever the names in them", () => {
    fc.assert(
      fc.property(hostile, (name) => {
        fc.pre(oneLine(name) !== "");
        const body = render(
          sentenceMarkdown([
            "By sex, ",
            strong(`“${name}”`),
            " is selected ",
            strong("1.0 points"),
            " less often.",
          ]),
        );
        expect(elements(body)).toEqual(["p", "strong", "strong"]);
        expect(visible(body)).toBe(oneLine(`By sex, “${name}” is selected 1.0 points less often.`));
      }),
    );
  });
});
