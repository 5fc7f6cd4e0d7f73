import type { CategoryColumn } from "../column.ts";
import { MAX_BINS } from "./feature-bins.ts";
import type { CategoryBins } from "./feature-bins.ts";

/**
 * The bins of a column of categories: one for each code that training rows have, and of more than
 * {@link MAX_BINS} codes one for each of those with the most rows, the lower code first among equals.
 *
 * @param weights - One per row; rows of weight 0 are left out. Undefined: every row counts.
 */
export function categoryBins(
  { name, codes }: CategoryColumn,
  weights: Float64Array | undefined,
): CategoryBins {
  const rowsOf = new Map<number, number>();
  let missing = 0;
  for (let row = 0; row < codes.length; row++) {
    if (weights?.[row] === 0) continue;
    const code = codes[row]!;
    if (code < 0) missing++;
    else rowsOf.set(code, (rowsOf.get(code) ?? 0) + 1);
  }
  const commonest = [...rowsOf].sort(([a, rowsOfA], [b, rowsOfB]) => rowsOfB - rowsOfA || a - b);
  const kept = commonest.slice(0, MAX_BINS).map(([code]) => code);
  return {
    kind: "category",
    name,
    codes: Int32Array.from(kept).sort(),
    hasMissing: missing > 0 || commonest.length > MAX_BINS,
  };
}

/** Looks up the bin of a code: `codes.length` for one without a bin. */
export function categoryLookup(codes: Int32Array): (code: number) => number {
  const bins = new Map(Array.from(codes, (code, bin) => [code, bin]));
  return (code) => bins.get(code) ?? codes.length;
}
