import { visibleText } from "@fairline/core";
import fc from "fast-check";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { escapeHtml, markup, trusted } from "../../src/html/markup.ts";
import { hostile } from "../hostile.ts";

describe("markup", () => {
  it("escapes texts and keeps markup", () => {
    const name = `<b class="x">&'`;
    expect(
      markup`<p title="${name}">${name} ${1.5} ${trusted("<i>i</i>")}${[markup`<u>${"<"}</u>`]}</p>`
        .html,
    ).toBe(
      `<p title="&lt;b class=&quot;x&quot;&gt;&amp;&#39;">&lt;b class=&quot;x&quot;&gt;&amp;&#39; 1.5 <i>i</i><u>&lt;</u></p>`,
    );
  });

  it("gives any text back as text and as an attribute, its control characters shown, and no element or attribute more", () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: "binary" })), (text) => {
        const page = markup`<!doctype html><html><body><p title="${text}">${text}</p></body></html>`
          .html;
        const { document } = parseHTML(page);
        const paragraph = document.querySelector("p")!;
        expect(document.querySelectorAll("body *")).toHaveLength(1);
        expect(paragraph.getAttributeNames()).toEqual(["title"]);
        expect(paragraph.textContent).toBe(visibleText(text));
        expect(paragraph.getAttribute("title")).toBe(visibleText(text));
      }),
    );
  });
});

describe("escapeHtml", () => {
  it("leaves no character that could end a text or an attribute", () => {
    fc.assert(fc.property(hostile, (text) => !/[<>"']/.test(escapeHtml(text))));
  });

  it("escapes what is already escaped again", () => {
    expect(escapeHtml("&lt;")).toBe("&amp;lt;");
  });
});
