import stringWidth from "fast-string-width";
import { wrapAnsi } from "fast-wrap-ansi";
import { screenLine } from "./screen-text.ts";

/** How {@link columnsText} lays out. */
export interface ColumnsOptions {
  /** Headings, one per column; none if left out. */
  readonly head?: readonly string[];
  /** Positions of the columns that are aligned to the right. */
  readonly right?: readonly number[];
  /** Spaces before each line; 0 if left out. */
  readonly indent?: number;
  /** Characters that a line may have; any number if left out. A longer one continues under its last column. */
  readonly width?: number | undefined;
}

/** Spaces between two columns. */
const GAP = 2;

/** A last column narrower than this is not folded: the terminal breaks the line better. */
const NARROWEST = 16;

/** Rows as aligned columns without lines, two spaces apart, ending in a newline; empty for no rows. */
export function columnsText(
  rows: readonly (readonly string[])[],
  { head, right = [], indent = 0, width }: ColumnsOptions = {},
): string {
  if (rows.length === 0) return "";
  const lines = [...(head === undefined ? [] : [head]), ...rows].map((row) => row.map(screenLine));
  const widths: number[] = [];
  for (const line of lines) {
    for (const [i, cell] of line.entries()) {
      widths[i] = Math.max(widths[i] ?? 0, stringWidth(cell));
    }
  }
  const last = widths.length - 1;
  const before = widths.slice(0, last).reduce((sum, each) => sum + each + GAP, indent);
  const room = width === undefined ? Infinity : width - before;
  const aligned = (cell: string, i: number): string => {
    const padding = " ".repeat(widths[i]! - stringWidth(cell));
    return right.includes(i) ? padding + cell : cell + padding;
  };
  return lines
    .map((line) => {
      const folded = room >= NARROWEST && line.length > last ? fold(line[last]!, room, before) : "";
      const cells = line.map((cell, i) =>
        i === last && folded !== "" ? folded : aligned(cell, i),
      );
      return `${" ".repeat(indent)}${cells.join(" ".repeat(GAP))}`.trimEnd();
    })
    .join("\n")
    .concat("\n");
}

/** A text in lines of some width, the second and later ones moved in; empty where it fits on one. */
function fold(text: string, width: number, indent: number): string {
  if (stringWidth(text) <= width) return "";
  return wrapAnsi(text, width).replaceAll("\n", `\n${" ".repeat(indent)}`);
}
