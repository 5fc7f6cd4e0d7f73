import { wrapAnsi } from "fast-wrap-ansi";

/** Longest line of running text, in characters. */
export const LONGEST_LINE = 100;

/** Breaks text into lines of at most 100 characters, or fewer where the width is less, with their indent; a longer word stays whole. */
export function wrapped(text: string, indent: number, width: number = LONGEST_LINE): string {
  const room = Math.min(width, LONGEST_LINE) - indent;
  return wrapAnsi(text.trim().replaceAll(/\s+/g, " "), room)
    .split("\n")
    .map((line) => (line === "" ? "" : `${" ".repeat(indent)}${line}\n`))
    .join("");
}
