import { ExactSums } from "@fairline/numeric";
import type { Cells, Confusion } from "../confusion.ts";

/** Some rows as columns of one length. What is not known is undefined, and counts as 0. */
export interface TallyRows {
  /** The group of each row, from 0; -1 for a row that is in none. */
  readonly codes: ArrayLike<number>;
  /** Label of each row, 0 or 1. */
  readonly label: ArrayLike<number> | undefined;
  /** Prediction for each row, 0 or 1. */
  readonly prediction: ArrayLike<number> | undefined;
  /** Weight of each row, at least 0; below 2^512, so that its square is finite. Undefined where every row weighs 1. */
  readonly weight: ArrayLike<number> | undefined;
}

/** What is counted of the rows of a group. */
export interface CellCounts {
  /** Sums of weights by label and prediction, and the rows that there are. */
  readonly counts: Confusion;
  /** Rows of weight above 0. */
  readonly rows: Cells;
  /** Sums of squared weights. */
  readonly squares: Cells;
}

/**
 * Counts rows by group, label and prediction. What parts of some rows hold, merged, is what the whole holds, to the last bit:
 * rows are counted, and weights are summed without rounding.
 */
export class CellTally {
  readonly #groups: number;
  /** Of each cell, 4 x group + 2 x label + prediction: its rows of weight above 0. */
  readonly #rows: Float64Array;
  /** Rows of each group. */
  readonly #sizes: Float64Array;
  /** Of each cell the sum of its weights, and of their squares; undefined where every row weighs 1. */
  readonly #weights: ExactSums | undefined;

  constructor(groups: number, isWeighted: boolean) {
    this.#groups = groups;
    this.#rows = new Float64Array(4 * groups);
    this.#sizes = new Float64Array(groups);
    this.#weights = isWeighted ? new ExactSums(8 * groups) : undefined;
  }

  /** Counts rows in one pass. */
  add({ codes, label, prediction, weight }: TallyRows): void {
    const [rows, sizes, weights] = [this.#rows, this.#sizes, this.#weights];
    for (let row = 0, n = codes.length; row < n; row++) {
      const code = codes[row]!;
      if (code < 0) continue;
      const y = label === undefined ? 0 : label[row]!;
      const cell = 4 * code + 2 * y + (prediction === undefined ? 0 : prediction[row]!);
      sizes[code]! += 1;
      if (weight === undefined || weights === undefined) {
        rows[cell]! += 1;
        continue;
      }
      const mass = weight[row]!;
      if (mass === 0) continue;
      rows[cell]! += 1;
      weights.add(2 * cell, mass);
      weights.add(2 * cell + 1, mass * mass);
    }
  }

  /**
   * Adds what another tally counted of other rows.
   *
   * @throws RangeError where it has other groups, or only one of them has weights.
   */
  merge(other: CellTally): void {
    const isAlike =
      this.#groups === other.#groups &&
      (this.#weights === undefined) === (other.#weights === undefined);
    if (!isAlike) throw new RangeError("tallies of other groups, or other weights, do not merge");
    for (let cell = 0; cell < this.#rows.length; cell++) this.#rows[cell]! += other.#rows[cell]!;
    for (let g = 0; g < this.#groups; g++) this.#sizes[g]! += other.#sizes[g]!;
    if (other.#weights !== undefined) this.#weights?.merge(other.#weights);
  }

  /** What was counted of each group. */
  groups(): CellCounts[] {
    const rows = this.#rows;
    const weights = this.#weights?.values();
    const cells = (of: (cell: number) => number, g: number): Cells => ({
      tn: of(4 * g),
      fp: of(4 * g + 1),
      fn: of(4 * g + 2),
      tp: of(4 * g + 3),
    });
    const rowsOf = (cell: number): number => rows[cell]!;
    const weightOf = weights === undefined ? rowsOf : (cell: number) => weights[2 * cell]!;
    const squareOf = weights === undefined ? rowsOf : (cell: number) => weights[2 * cell + 1]!;
    return Array.from(this.#sizes, (n, g) => ({
      counts: { n, ...cells(weightOf, g) },
      rows: cells(rowsOf, g),
      squares: cells(squareOf, g),
    }));
  }

  /** What was counted of all groups together. */
  overall(): CellCounts {
    const all = new CellTally(1, this.#weights !== undefined);
    for (let cell = 0; cell < this.#rows.length; cell++) all.#rows[cell % 4]! += this.#rows[cell]!;
    for (const size of this.#sizes) all.#sizes[0]! += size;
    if (this.#weights !== undefined) all.#weights?.fold(this.#weights);
    return all.groups()[0]!;
  }
}
