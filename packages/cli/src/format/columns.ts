import Table from "cli-table3";

/** How {@link columnsText} lays out. */
export interface ColumnsOptions {
  /** Headings, one per column; none if left out. */
  readonly head?: readonly string[];
  /** Positions of the columns that are aligned to the right. */
  readonly right?: readonly number[];
  /** Spaces before each line; 0 if left out. */
  readonly indent?: number;
}

const NO_LINES = Object.fromEntries(
  ["top", "bottom", "left", "right", "mid"]
    .flatMap((side) => [side, `${side}-mid`, `${side}-left`, `${side}-right`, `mid-${side}`])
    .concat("middle")
    .map((name) => [name, ""]),
);

/** Rows as aligned columns without lines, two spaces apart, ending in a newline; empty for no rows. */
export function columnsText(
  rows: readonly (readonly string[])[],
  options: ColumnsOptions = {},
): string {
  if (rows.length === 0) return "";
  const { head = [], right = [], indent = 0 } = options;
  const width = Math.max(head.length, ...rows.map((row) => row.length));
  const table = new Table({
    head: [...head],
    chars: NO_LINES,
    style: { head: [], border: [], compact: true, "padding-left": 0, "padding-right": 2 },
    colAligns: Array.from({ length: width }, (_, i) => (right.includes(i) ? "right" : "left")),
  });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split("\n")
    .map((line) => `${" ".repeat(indent)}${line.trimEnd()}\n`)
    .join("");
}
