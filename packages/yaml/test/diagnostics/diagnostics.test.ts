import { describe, expect, it } from "vitest";
import type { Diagnostic } from "@fairline/core";
import { diagnosticsJson, renderDiagnostics } from "@fairline/yaml";
import fc from "fast-check";
import { excerpt, visible } from "../../src/diagnostics/excerpt.ts";
import { LineIndex } from "../../src/diagnostics/line-index.ts";

function shown(line: string, start: number, length: number): string {
  const { line: text, indent, underline } = excerpt(line, start, length);
  return `${text}\n${indent}${underline}`;
}

describe("LineIndex", () => {
  it("counts lines and columns from 1, also at the ends of lines and of the text", () => {
    const index = new LineIndex("ab\r\n\ncd");
    expect(index.at(0)).toEqual({ line: 1, column: 1, text: "ab" });
    expect(index.at(2)).toEqual({ line: 1, column: 3, text: "ab" });
    expect(index.at(4)).toEqual({ line: 2, column: 1, text: "" });
    expect(index.at(6)).toEqual({ line: 3, column: 2, text: "cd" });
    expect(index.at(99)).toEqual({ line: 3, column: 3, text: "cd" });
  });

  it("agrees with counting by hand", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "\n", "é", "💡")), fc.nat(30), (characters, at) => {
        const text = characters.join("");
        const before = text.slice(0, at).split("\n");
        const { line, column } = new LineIndex(text).at(at);
        expect([line, column]).toEqual([before.length, before.at(-1)!.length + 1]);
      }),
    );
  });
});

describe("excerpt", () => {
  it("underlines past tabs, wide characters and accents", () => {
    expect(shown("\tkey: value", 6, 5)).toBe("  key: value\n       ^^^^^");
    expect(shown("列名: wert", 4, 4)).toBe("列名: wert\n      ^^^^");
    expect(shown("e\u0301e\u0301: x", 6, 1)).toBe("e\u0301e\u0301: x\n    ^");
  });

  it("cuts a long line around the place", () => {
    const { line, indent, underline } = excerpt("x".repeat(500) + "HERE" + "y".repeat(500), 500, 4);
    expect(line.length).toBeLessThanOrEqual(122);
    expect(line.slice(indent.length, indent.length + underline.length)).toBe("HERE");
  });

  it("marks one column for a place at the end of the line or beyond it", () => {
    expect(shown("key:", 4, 0)).toBe("key:\n    ^");
    expect(shown("a: [1,", 3, 40)).toBe("a: [1,\n   ^^^");
  });

  it("lets nothing through that a terminal obeys", () => {
    expect(visible("\u001b[31mred\u009b0m \u202egnp.exe\u0007\r")).toBe(
      "\\u{1b}[31mred\\u{9b}0m \\u{202e}gnp.exe\\u{7}\\u{d}",
    );
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.nat(50), fc.nat(50), (line, start, length) => {
        const { line: text, underline } = excerpt(line, start, length);
        expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        expect(underline).toMatch(/^\^+$/u);
      }),
    );
  });
});

const texts = new Map([["/w/a.yaml", "one: 1\ntwo: 2\n"]]);
const diagnostics: readonly Diagnostic[] = [
  {
    severity: "error",
    code: "key-unknown",
    message: "no such key",
    hint: "Remove it.",
    file: "/w/a.yaml",
    range: { offset: 7, length: 3 },
  },
  { severity: "warning", code: "file-unreadable", message: "no such file", file: "/w/b.yaml" },
];

describe("renderDiagnostics", () => {
  it("shows place, line, underline and hint", () => {
    expect(renderDiagnostics({ diagnostics, texts }, { color: false, base: "/w" }))
      .toMatchInlineSnapshot(`
      "a.yaml:2:1: error[key-unknown]: no such key
      2 | two: 2
        | ^^^
        help: Remove it.

      b.yaml: warning[file-unreadable]: no such file
      "
    `);
    expect(renderDiagnostics({ diagnostics: [], texts }, { color: false })).toBe("");
  });

  it("colours for a terminal, and says the same", () => {
    const coloured = renderDiagnostics({ diagnostics, texts }, { color: true, base: "/w" });
    expect(coloured).toContain("\u001b[1;31merror[key-unknown]\u001b[0m");
    // eslint-disable-next-line no-control-regex -- these are the colours
    expect(coloured.replaceAll(/\u001b\[[\d;]+m/gu, "")).toBe(
      renderDiagnostics({ diagnostics, texts }, { color: false, base: "/w" }),
    );
  });

  it("keeps whole paths outside the base", () => {
    expect(
      renderDiagnostics({ diagnostics, texts }, { color: false, base: "/elsewhere" }),
    ).toContain("/w/a.yaml:2:1");
  });
});

describe("diagnosticsJson", () => {
  it("has the same with lines and columns", () => {
    expect(diagnosticsJson({ diagnostics, texts })).toEqual([
      {
        severity: "error",
        code: "key-unknown",
        message: "no such key",
        hint: "Remove it.",
        file: "/w/a.yaml",
        line: 2,
        column: 1,
        endLine: 2,
        endColumn: 4,
      },
      {
        severity: "warning",
        code: "file-unreadable",
        message: "no such file",
        hint: null,
        file: "/w/b.yaml",
        line: null,
        column: null,
        endLine: null,
        endColumn: null,
      },
    ]);
  });
});
