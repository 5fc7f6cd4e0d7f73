import type { RawColumn } from "../file/raw-column.ts";
import type { RecipeCounts } from "./recipe.ts";

/** The rows of a table of counts: each combination of values as often as its count, in the order given. */
export function expandCounts({ columns, rows }: RecipeCounts): RawColumn[] {
  const repeats = rows.map((row) => Number(row.at(-1)));
  const total = repeats.reduce((sum, count) => sum + count, 0);
  return columns.map((name, position) => {
    const words = rows.map((row) => String(row[position]));
    const values = [...new Set(words)];
    const codes = new Int32Array(total);
    let at = 0;
    for (const [i, count] of repeats.entries()) {
      codes.fill(values.indexOf(words[i]!), at, at + count);
      at += count;
    }
    return { name, words: { type: "category", codes, values } };
  });
}
