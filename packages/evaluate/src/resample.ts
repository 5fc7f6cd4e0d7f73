import type { Confusion } from "@fairline/metrics";
import { drawMultinomial } from "@fairline/numeric";
import type { Random } from "@fairline/numeric";
import type { Grouping, Sample } from "./sample.ts";

/** Draws the confusion of each group in one bootstrap resample of the rows. */
export interface CountDraw {
  /** The draw counts rows that were drawn for it; otherwise it needs none. */
  readonly needsRows: boolean;
  /** @param drawn - How often each row was drawn; length n if `needsRows`, else ignored. */
  readonly draw: (random: Random, drawn: ArrayLike<number>) => Confusion[];
}

/**
 * Rows that are alike in group, label, prediction and weight, as columns. `at` is where they count:
 * 4 x group + 2 x label + prediction; -1 for rows that are left out.
 */
interface Cells {
  readonly at: Int32Array;
  readonly weight: Float64Array;
  /** Rows in each cell. */
  readonly size: Float64Array;
}

/** Cells must be this many times fewer than the rows for multinomial draws to be quicker than counting rows. */
const ROWS_PER_CELL = 16;

/**
 * Prepares bootstrap draws of the counts in each group: n rows drawn with replacement from all n rows, so that the
 * sizes of the groups vary too.
 *
 * A count depends on the drawn rows only through how many came from each cell (rows alike in group, label,
 * prediction and weight), and those numbers are multinomial. So they are drawn from the multinomial distribution,
 * which is the same bootstrap at a cost that does not grow with n. Where weights make nearly every row a cell of
 * its own, drawn rows are counted instead.
 *
 * The `n` of a drawn confusion is NaN: the rows of a resample are no figure of the sample.
 */
export function countDraw(sample: Sample, grouping: Pick<Grouping, "groups" | "codes">): CountDraw {
  const rows = rowCells(sample, grouping);
  const cells = mergeCells(rows);
  const isFew = cells.size.length * ROWS_PER_CELL <= sample.n;
  const groups = grouping.groups.length;
  return {
    needsRows: !isFew,
    draw: isFew
      ? (random) => tally(cells, drawMultinomial(random, sample.n, cells.size), groups)
      : (_, drawn) => tally(rows, drawn, groups),
  };
}

/** Draws n of n rows with replacement, and counts how often each was drawn. */
export function drawRows(random: Random, n: number): Uint32Array {
  const drawn = new Uint32Array(n);
  for (let i = 0; i < n; i++) drawn[random.integer(n)]! += 1;
  return drawn;
}

function tally({ at, weight }: Cells, drawn: ArrayLike<number>, groups: number): Confusion[] {
  const counts = new Float64Array(4 * groups);
  for (let cell = 0; cell < at.length; cell++) {
    if (at[cell]! >= 0) counts[at[cell]!]! += weight[cell]! * drawn[cell]!;
  }
  return Array.from({ length: groups }, (_, g) => ({
    n: Number.NaN,
    tn: counts[4 * g]!,
    fp: counts[4 * g + 1]!,
    fn: counts[4 * g + 2]!,
    tp: counts[4 * g + 3]!,
  }));
}

/** Every row as a cell of its own. */
function rowCells({ n, y, prediction, weight }: Sample, { codes }: Pick<Grouping, "codes">): Cells {
  return {
    at: codes.map((code, row) =>
      code < 0 ? -1 : 4 * code + 2 * (y?.[row] ?? 0) + (prediction?.[row] ?? 0),
    ),
    weight: weight ?? new Float64Array(n).fill(1),
    size: new Float64Array(n).fill(1),
  };
}

/** Puts equal cells together, in an order that does not depend on theirs. */
function mergeCells({ at, weight }: Cells): Cells {
  const weights = Float64Array.from(new Set(weight)).sort();
  const rank = new Map(Array.from(weights, (value, i) => [value, i]));
  const sizes = new Map<number, number>();
  for (const [row, place] of at.entries()) {
    const key = place < 0 ? -1 : place * weights.length + rank.get(weight[row]!)!;
    sizes.set(key, (sizes.get(key) ?? 0) + 1);
  }
  const keys = Float64Array.from(sizes.keys()).sort();
  return {
    at: Int32Array.from(keys, (key) => (key < 0 ? -1 : Math.floor(key / weights.length))),
    weight: keys.map((key) => (key < 0 ? 0 : weights[key % weights.length]!)),
    size: keys.map((key) => sizes.get(key)!),
  };
}
