import type { Random } from "@fairline/numeric";

/** A column of numbers that may be changed. */
export interface AttackedColumn {
  /** One per row; NaN where missing, which stays. */
  readonly values: Float64Array;
  /** Largest change: a positive number in the column's unit. */
  readonly reach: number;
  readonly range: readonly [number, number];
}

/** The scores of rows, given the values of every attacked column: P(positive), one per row. */
export type ScoreColumns = (columns: readonly Float64Array[]) => Promise<Float64Array>;

/** How rows are attacked. */
export interface Attack {
  readonly method: "fgsm" | "pgd";
  /** Steps of `pgd`. */
  readonly steps: number;
}

/** The length of a step of `pgd`, in reaches over the number of steps: the ends of the reach can be got to from anywhere in it. */
const STEP = 2.5;
/** How far aside scores are taken to see where they rise, in reaches. */
const ASIDE = 0.25;

/**
 * Changes numbers so that a model takes rows for the other class: as far as allowed, in the direction in which its loss rises.
 *
 * Where the score rises is seen from scores a quarter of the reach to either side, two calls a column and step, so that any model will do, trees among
 * them. `fgsm` goes the whole reach at once. `pgd` starts at a random place within reach and takes steps of 2.5 reaches over their
 * number, held within reach. A value whose change moves no score stays. Values stay within the column's range.
 *
 * @param labels - 0 or 1 per row.
 * @returns The new values of every column.
 * @see Goodfellow et al. (2015), section 4; Madry et al. (2018), section 2.1
 */
export async function attackedValues(
  columns: readonly AttackedColumn[],
  labels: Uint8Array,
  call: { readonly attack: Attack; readonly score: ScoreColumns; readonly random: Random },
): Promise<Float64Array[]> {
  const { attack, score, random } = call;
  let values = columns.map((column) => column.values);
  if (attack.method === "fgsm") return await stepped(columns, values, { labels, score, length: 1 });
  values = columns.map((column) =>
    held(
      column,
      column.values.map((value) => value + (2 * random.uniform() - 1) * column.reach),
    ),
  );
  for (let step = 0; step < attack.steps; step++) {
    values = await stepped(columns, values, { labels, score, length: STEP / attack.steps });
  }
  return values;
}

async function stepped(
  columns: readonly AttackedColumn[],
  values: readonly Float64Array[],
  {
    labels,
    score,
    length,
  }: { readonly labels: Uint8Array; readonly score: ScoreColumns; readonly length: number },
): Promise<Float64Array[]> {
  const next: Float64Array[] = [];
  for (const [c, column] of columns.entries()) {
    const aside = ASIDE * column.reach;
    const shifted = (by: number): readonly Float64Array[] =>
      values.with(
        c,
        values[c]!.map((value) => value + by),
      );
    const above = await score(shifted(aside));
    const below = await score(shifted(-aside));
    const moved = values[c]!.map((value, row) => {
      const rise = Number(above[row]! > below[row]!) - Number(above[row]! < below[row]!);
      return value + (labels[row] === 1 ? -1 : 1) * rise * length * column.reach;
    });
    next.push(held(column, moved));
  }
  return next;
}

/** Holds values within reach of the first ones, and within the column's range. */
function held({ values, reach, range }: AttackedColumn, moved: Float64Array): Float64Array {
  return moved.map((value, row) => {
    const low = Math.max(range[0], values[row]! - reach);
    const high = Math.min(range[1], values[row]! + reach);
    return Math.min(high, Math.max(low, value));
  });
}

/** Whole numbers next to moved ones, no further from the first ones than the reach. */
export function wholeWithin({ values, reach }: AttackedColumn, moved: Float64Array): Float64Array {
  return moved.map((value, row) => {
    const low = Math.ceil(values[row]! - reach);
    const high = Math.floor(values[row]! + reach);
    return Math.min(high, Math.max(low, Math.round(value)));
  });
}

/** A category of a column that rows may take. */
export interface Flip {
  readonly column: number;
  /** Position of a row that has the category. */
  readonly donor: number;
  /** Scores of all rows if they had it. */
  readonly scores: Float64Array;
}

/**
 * For each row the flip that raises the loss the most, or -1 where none does.
 *
 * @param scores - As rows are.
 */
export function bestFlips(
  flips: readonly Flip[],
  { scores, labels }: { readonly scores: Float64Array; readonly labels: Uint8Array },
): Int32Array {
  return Int32Array.from(labels, (label, row) => {
    const sign = label === 1 ? -1 : 1;
    let [best, most] = [-1, sign * scores[row]!];
    for (const [f, flip] of flips.entries()) {
      const value = sign * flip.scores[row]!;
      if (value > most) [best, most] = [f, value];
    }
    return best;
  });
}
