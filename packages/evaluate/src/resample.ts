import { sumConfusions } from "@fairline/metrics";
import type { CellCounts, Cells as CellSums } from "@fairline/metrics";
import { drawMultinomial } from "@fairline/numeric";
import type { Random } from "@fairline/numeric";
import type { Grouping, Sample } from "./sample.ts";

/** Draws what is counted of each group in one bootstrap resample of the rows. */
export interface CountDraw {
  /** The draw counts rows that were drawn for it; otherwise it needs none. */
  readonly needsRows: boolean;
  /** @param drawn - How often each row was drawn; length n if `needsRows`, else ignored. */
  readonly draw: (random: Random, drawn: ArrayLike<number>) => CellCounts[];
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
/** Cells that are looked up in an array whatever the number of rows. */
const MOST_PLACES = 65_536;

/**
 * Prepares bootstrap draws of the counts in each group: n rows drawn with replacement from all n rows, so that the
 * sizes of the groups vary too.
 *
 * A count depends on the drawn rows only through how many came from each cell (rows alike in group, label,
 * prediction and weight), and those numbers are multinomial. So they are drawn from the multinomial distribution,
 * which is the same bootstrap at a cost that does not grow with n. Where weights make nearly every row a cell of
 * its own, drawn rows are counted instead.
 *
 * @param counted - What was counted of each group, where that is known: rows that all weigh 1 are then not looked at again.
 *
 * The `n` of a drawn confusion is NaN: the rows of a resample are no figure of the sample.
 */
export function countDraw(
  sample: Sample,
  grouping: Pick<Grouping, "groups" | "codes">,
  counted: readonly CellCounts[] = [],
): CountDraw {
  const groups = grouping.groups.length;
  if (sample.weight === undefined && counted.length > 0) {
    const cells = countedCells(counted, sample.n);
    return {
      needsRows: false,
      draw: (random) => tally(cells, drawMultinomial(random, sample.n, cells.size), groups),
    };
  }
  const rows = rowCells(sample, grouping);
  const cells = mergeCells(rows);
  const isFew = cells !== undefined && cells.size.length * ROWS_PER_CELL <= sample.n;
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

/** The cells of rows that all weigh 1, as they were counted; rows without a group come first. */
function countedCells(counted: readonly CellCounts[], n: number): Cells {
  const sizes = counted.flatMap(({ rows: { tn, fp, fn, tp } }) => [tn, fp, fn, tp]);
  const used = [...sizes.keys()].filter((cell) => sizes[cell]! > 0);
  const others = n - sizes.reduce((sum, size) => sum + size, 0);
  const places = others > 0 ? [-1, ...used] : used;
  return {
    at: Int32Array.from(places),
    weight: new Float64Array(places.length).fill(1),
    size: Float64Array.from(places, (cell) => (cell < 0 ? others : sizes[cell]!)),
  };
}

/** What is counted of all groups together. */
export function sumCounts(parts: readonly CellCounts[]): CellCounts {
  return {
    counts: sumConfusions(parts.map(({ counts }) => counts)),
    rows: sumConfusions(parts.map(({ rows }) => ({ n: 0, ...rows }))),
    squares: sumConfusions(parts.map(({ squares }) => ({ n: 0, ...squares }))),
  };
}

function tally({ at, weight }: Cells, drawn: ArrayLike<number>, groups: number): CellCounts[] {
  const [weights, rows, squares] = [0, 1, 2].map(() => new Float64Array(4 * groups)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let cell = 0; cell < at.length; cell++) {
    const place = at[cell]!;
    if (place < 0 || weight[cell] === 0) continue;
    const mass = weight[cell]!;
    weights[place]! += mass * drawn[cell]!;
    rows[place]! += drawn[cell]!;
    squares[place]! += mass * mass * drawn[cell]!;
  }
  return Array.from({ length: groups }, (_, g) => ({
    counts: { n: Number.NaN, ...cellsAt(weights, g) },
    rows: cellsAt(rows, g),
    squares: cellsAt(squares, g),
  }));
}

function cellsAt(sums: Float64Array, g: number): CellSums {
  return { tn: sums[4 * g]!, fp: sums[4 * g + 1]!, fn: sums[4 * g + 2]!, tp: sums[4 * g + 3]! };
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

/** Puts equal cells together, in an order that does not depend on theirs; undefined where there are too many weights for that. */
function mergeCells({ at, weight }: Cells): Cells | undefined {
  const weights = Float64Array.from(new Set(weight)).sort();
  const rank = new Map(Array.from(weights, (value, i) => [value, i]));
  const last = at.reduce((most, place) => Math.max(most, place), -1);
  // Places from -1 on, each with every weight.
  if ((last + 2) * weights.length > Math.max(at.length, MOST_PLACES)) return undefined;
  const sizes = new Float64Array((last + 2) * weights.length);
  let [known, index] = [Number.NaN, 0];
  for (let row = 0; row < at.length; row++) {
    if (weight[row] !== known) {
      known = weight[row]!;
      index = rank.get(known)!;
    }
    sizes[(at[row]! + 1) * weights.length + index]! += 1;
  }
  const used = Array.from(sizes.keys()).filter((key) => sizes[key]! > 0);
  return {
    at: Int32Array.from(used, (key) => Math.floor(key / weights.length) - 1),
    weight: Float64Array.from(used, (key) => weights[key % weights.length]!),
    size: Float64Array.from(used, (key) => sizes[key]!),
  };
}
