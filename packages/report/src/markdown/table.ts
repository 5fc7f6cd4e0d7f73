import type { Cell } from "../tables/figure-cell.ts";
import { noteNumber, type Footnotes } from "../tables/footnotes.ts";
import { capitalized } from "../format/text.ts";
import { escapeMarkdown, paragraphs } from "./text.ts";

/** A table in GitHub's way. Heads and cells are Markdown already. */
export function table(heads: readonly Head[], rows: readonly (readonly string[])[]): string {
  return [
    line(heads.map(({ name }) => name)),
    line(heads.map(({ isNumber }) => (isNumber ? "---:" : "---"))),
    ...rows.map(line),
  ].join("\n");
}

/** A column's name and its alignment. */
export interface Head {
  readonly name: string;
  readonly isNumber: boolean;
}

/** The head of a column of texts. */
export function texts(name: string): Head {
  return { name, isNumber: false };
}

/** The head of a column of numbers. */
export function numbers(name: string): Head {
  return { name, isNumber: true };
}

/** A figure with its interval and the number of its note: `12.3 (11.2 to 13.4)`. */
export function cellMarkdown(cell: Cell, notes: Footnotes): string {
  const { text, interval } = cell;
  const number = noteNumber(notes, cell);
  return `${text}${number === undefined ? "" : `<sup>${String(number)}</sup>`}${interval === undefined ? "" : ` (${interval})`}`;
}

/** What stands below a table: its numbered notes, one per line, and what a dagger means; empty where it has none. */
export function footnotesMarkdown({ numbered, dagger }: Footnotes): string {
  const notes = [...numbered].map(
    ([note, number]) => `<sup>${String(number)}</sup> ${escapeMarkdown(capitalized(note))}.`,
  );
  return paragraphs([notes.join("<br>\n"), dagger ?? ""]);
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
