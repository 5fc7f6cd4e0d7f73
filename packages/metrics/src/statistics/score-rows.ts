import { addMoments, stableOrder, weightedMoments } from "@fairline/numeric";
import type { SortedScores, WeightedMoments } from "@fairline/numeric";

/** A value of each row, such as its loss. */
export type RowValue = (label: number, score: number) => number;

/**
 * The scores of a group: rows of weight above 0 by ascending score, equal scores by label and then by weight. So they do not
 * depend on the order of the rows, nor does any sum over them.
 */
export interface ScoreRows extends SortedScores {
  /** The place of each row among all that were sorted, ascending. */
  readonly places: Uint32Array;
  readonly score: Float64Array;
  /** 0 or 1; 0 where it is not known. */
  readonly label: Uint8Array;
  /** Absent where every row weighs 1. */
  readonly weight?: Float64Array;
  /** The moments of a value of the rows, computed once. */
  readonly momentsOf: (of: RowValue) => WeightedMoments;
  /** The mean of a value of the rows; NaN for no rows. */
  readonly meanOf: (of: RowValue) => number;
  /** The same rows under other weights, one per row: a resample of them. Values of rows are computed once for all resamples. */
  readonly under: (weight: Float64Array) => ScoreRows;
}

/** Scores of some rows as columns of one length. */
export interface ScoreColumns {
  /** In [0, 1]. */
  readonly score: ArrayLike<number>;
  /** 0 or 1; 0 where left out. */
  readonly label?: ArrayLike<number> | undefined;
  /** At least 0; 1 where left out. */
  readonly weight?: ArrayLike<number> | undefined;
}

/** Rows in the order of {@link ScoreRows}, before they are told apart by group. */
export interface SortedRows {
  /** The position of each row among those that were sorted. */
  readonly order: Uint32Array;
  readonly score: Float64Array;
  readonly label: Uint8Array;
  readonly weight: Float64Array | undefined;
}

/** Sorts rows by score, then by label, then by weight. Costs a sort; the rest takes passes over what it gives. */
export function sortRows({ score, label, weight }: ScoreColumns): SortedRows {
  const scores = Float64Array.from(score);
  let order: Uint32Array | undefined;
  if (weight !== undefined) order = stableOrder(Float64Array.from(weight));
  if (label !== undefined) order = byLabel(label, order);
  order = stableOrder(scores, order);
  const labels = new Uint8Array(order.length);
  const masses = weight === undefined ? undefined : new Float64Array(order.length);
  const sorted = new Float64Array(order.length);
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    sorted[i] = scores[row]!;
    if (label !== undefined) labels[i] = label[row]!;
    if (masses !== undefined) masses[i] = weight![row]!;
  }
  return { order, score: sorted, label: labels, weight: masses };
}

/** Rows with label 0, then those with label 1, either in the order that they had. */
function byLabel(label: ArrayLike<number>, order: Uint32Array | undefined): Uint32Array {
  const { length } = label;
  const sorted = new Uint32Array(length);
  let next = 0;
  for (const wanted of [0, 1]) {
    for (let i = 0; i < length; i++) {
      const row = order === undefined ? i : order[i]!;
      if (label[row] === wanted) sorted[next++] = row;
    }
  }
  return sorted;
}

/** The scores of each group. @param codes - The group of each row, by its position before it was sorted; -1 for none. */
export function scoresByGroup(
  rows: SortedRows,
  codes: ArrayLike<number>,
  groups: number,
): ScoreRows[] {
  const kept = sortedCodes(rows, codes);
  const starts = new Uint32Array(groups + 1);
  for (const code of kept) if (code >= 0) starts[code + 1]! += 1;
  for (let g = 0; g < groups; g++) starts[g + 1]! += starts[g]!;
  const at = starts.slice(0, groups);
  const total = starts[groups]!;
  const places = new Uint32Array(total);
  const [score, label] = [new Float64Array(total), new Uint8Array(total)];
  const weight = rows.weight && new Float64Array(total);
  for (let i = 0; i < kept.length; i++) {
    const code = kept[i]!;
    if (code < 0) continue;
    const place = at[code]!++;
    places[place] = i;
    score[place] = rows.score[i]!;
    label[place] = rows.label[i]!;
    if (weight !== undefined) weight[place] = rows.weight![i]!;
  }
  return Array.from({ length: groups }, (_, g) => {
    const [start, end] = [starts[g]!, starts[g + 1]!];
    return scoreRows({
      places: places.subarray(start, end),
      score: score.subarray(start, end),
      label: label.subarray(start, end),
      weight: weight?.subarray(start, end),
    });
  });
}

/** Rows whose values are computed before they are summed. */
const BLOCK = 8192;

type Columns = Omit<SortedRows, "order"> & Pick<ScoreRows, "places">;

/** @param columns - In the order of {@link ScoreRows}. */
function scoreRows(columns: Columns): ScoreRows {
  const { weight } = columns;
  const known = new Map<RowValue, WeightedMoments>();
  const values = new Map<RowValue, Float64Array>();
  const momentsOf = (of: RowValue): WeightedMoments => {
    const moments = known.get(of) ?? momentsOfRows(columns, of);
    known.set(of, moments);
    return moments;
  };
  const meanOf = (of: RowValue): number => {
    const { w, wx } = momentsOf(of);
    return wx / w;
  };
  const { places, score, label } = columns;
  const under = (other: Float64Array): ScoreRows => ({
    ...scoreRows({ ...columns, weight: other }),
    meanOf: (of) => {
      const found = values.get(of) ?? rowValues(columns, of);
      values.set(of, found);
      return meanUnder(found, other);
    },
  });
  return { places, score, label, ...(weight && { weight }), momentsOf, meanOf, under };
}

function meanUnder(values: Float64Array, weight: Float64Array): number {
  let [total, mass] = [0, 0];
  for (let row = 0; row < values.length; row++) {
    total += weight[row]! * values[row]!;
    mass += weight[row]!;
  }
  return total / mass;
}

/** In blocks that stay in a processor's cache. Rows are in an order of their own, so that the blocks are too. */
function momentsOfRows({ score, label, weight }: Columns, of: RowValue): WeightedMoments {
  let moments = weightedMoments([]);
  const values = new Float64Array(Math.min(BLOCK, score.length));
  for (let start = 0; start < score.length; start += BLOCK) {
    const end = Math.min(start + BLOCK, score.length);
    for (let row = start; row < end; row++) values[row - start] = of(label[row]!, score[row]!);
    const block = values.subarray(0, end - start);
    moments = addMoments(moments, weightedMoments(block, weight?.subarray(start, end)));
  }
  return moments;
}

function rowValues({ score, label }: Columns, of: RowValue): Float64Array {
  const values = new Float64Array(score.length);
  for (let row = 0; row < values.length; row++) values[row] = of(label[row]!, score[row]!);
  return values;
}

/** The group of each row in sorted order; -1 for rows without weight. */
function sortedCodes({ order, weight }: SortedRows, codes: ArrayLike<number>): Int32Array {
  const kept = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) {
    kept[i] = weight?.[i] === 0 ? -1 : codes[order[i]!]!;
  }
  return kept;
}

/** The scores of no rows: where there are none. */
export const NO_SCORES: ScoreRows = scoreRows({
  places: new Uint32Array(0),
  score: new Float64Array(0),
  label: new Uint8Array(0),
  weight: undefined,
});
