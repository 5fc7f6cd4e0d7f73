import type { GateVerdict } from "@fairline/core";
import { markup, type Markup } from "./markup.ts";

/** The sign and the word of an outcome: never colour alone. */
const BADGES = {
  pass: { sign: "✓", word: "pass" },
  warn: { sign: "!", word: "warn" },
  fail: { sign: "✕", word: "fail" },
} as const;

/** The outcome of a gate as a badge. */
export function badge(outcome: GateVerdict["outcome"]): Markup {
  const { sign, word } = BADGES[outcome];
  return markup`<span class="badge ${outcome}"><span aria-hidden="true">${sign}</span> ${word}</span>`;
}
