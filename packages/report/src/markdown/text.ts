import { visibleText } from "@fairline/core";
import { escapeHtml } from "../html/markup.ts";
import type { Sentence } from "../format/sentence.ts";

/**
 * Escapes a text for GitHub-flavoured Markdown, in a line or in a cell of a table: it comes out as it is, on one line, without any
 * formatting, tag, link or mention. White space is reduced to single spaces; a space of no width keeps `@name` and `#1` from
 * calling people and issues. Control characters are shown.
 */
export function escapeMarkdown(text: string): string {
  return visibleText(text)
    .replaceAll(/\s+/g, " ")
    .trim()
    .replaceAll(/@(?=\w)/g, "@\u200b")
    .replaceAll(/#(?=\d)/g, "#\u200b")
    .replaceAll(/[\\`*_[\]~|]/g, String.raw`\$&`)
    .replaceAll(/[&<>]/g, (character) => ENTITIES.get(character) ?? character)
    .replaceAll("$", "&#36;")
    .replaceAll(/(https?|ftp):(?=\/\/)/gi, "$1&#58;")
    .replaceAll(/www\./gi, (www) => `${www.slice(0, -1)}&#46;`)
    .replace(/^(?=[-+=#:])/, "\\")
    .replace(/^(\d+)(?=[.)](?: |$))/, "$1\\");
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
]);

/** Joins paragraphs, lists and tables; empty ones are left out. */
export function paragraphs(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n\n");
}

/** A sentence with its strong words. */
export function sentenceMarkdown(sentence: Sentence): string {
  return sentence
    .map((part) => (typeof part === "string" ? inline(part) : `**${escapeMarkdown(part.strong)}**`))
    .join("");
}

/** A text as code: in HTML's way, as its content may hold backticks. */
export function code(text: string): string {
  return `<code>${escapeMarkdown(text)}</code>`;
}

/** A block of code in a fence that its content cannot close. */
export function codeBlock(content: string, language: string): string {
  const longest = Math.max(2, ...[...content.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${visibleText(content).trimEnd()}\n${fence}`;
}

/** Something that opens on demand. Its summary stands in a block of HTML, where Markdown is not read. */
export function folded(summary: string, body: string): string {
  return `<details>\n<summary>${escapeHtml(summary.replaceAll(/\s+/g, " "))}</summary>\n\n${body}\n\n</details>`;
}

/** Escapes a part of a line, and keeps the spaces that part it from its neighbours. */
export function inline(text: string): string {
  const before = /^\s/.test(text) ? " " : "";
  const after = /\s$/.test(text) && text.trim() !== "" ? " " : "";
  return `${before}${escapeMarkdown(text)}${after}`;
}
