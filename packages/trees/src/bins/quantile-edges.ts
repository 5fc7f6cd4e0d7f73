import { roundingConstant } from "../exact-sum.ts";

/** Distinct values, ascending, with what each of them weighs. */
interface WeightedValues {
  readonly values: Float64Array;
  readonly weights: Float64Array;
}

/**
 * The edges between the bins of a numeric column: value x is in the first bin whose edge is at least x.
 *
 * With at most `maxBins` distinct values each has a bin. Otherwise bins hold about equal weights, and a value that
 * alone weighs as much as a bin has one of its own. Edges lie halfway between neighbouring values, so that a
 * rising transform of the column that keeps their order gives the same bins.
 *
 * @param column - Without infinities; NaN is left out.
 * @param rowWeights - One per row, at least 0; rows of weight 0 are left out. Undefined: every row weighs 1.
 * @param maxBins - At least 1.
 * @returns Ascending, one fewer than bins; empty for one value or none.
 * @see Ke et al., "LightGBM: a highly efficient gradient boosting decision tree", NeurIPS 2017, whose
 *   implementation cuts bins by the same greedy rule
 */
export function quantileEdges(
  column: Float64Array,
  rowWeights: Float64Array | undefined,
  maxBins: number,
): Float64Array {
  const sorted = presentValues(column, rowWeights);
  sorted.sort();
  const distinct = countDistinct(sorted);
  if (rowWeights !== undefined) weigh(distinct, column, rowWeights);
  const { values } = distinct;
  const ends = values.length <= maxBins ? values.keys() : cuts(distinct, maxBins);
  return Float64Array.from(
    [...ends].filter((end) => end < values.length - 1),
    (end) => middle(values[end]!, values[end + 1]!),
  );
}

function presentValues(column: Float64Array, rowWeights: Float64Array | undefined): Float64Array {
  const values = new Float64Array(column.length);
  let found = 0;
  for (let row = 0; row < column.length; row++) {
    const value = column[row]!;
    if (!Number.isNaN(value) && rowWeights?.[row] !== 0) values[found++] = value;
  }
  return values.subarray(0, found);
}

function countDistinct(sorted: Float64Array): WeightedValues {
  const values = new Float64Array(sorted.length);
  const weights = new Float64Array(sorted.length);
  let found = 0;
  for (const value of sorted) {
    if (found === 0 || value !== values[found - 1]) values[found++] = value;
    weights[found - 1]! += 1;
  }
  return { values: values.subarray(0, found), weights: weights.subarray(0, found) };
}

/** Replaces counts of rows by their weights, summed so that the order of the rows does not matter. */
function weigh(
  { values, weights }: WeightedValues,
  column: Float64Array,
  rows: Float64Array,
): void {
  const constant = roundingConstant(
    rows.reduce((largest, weight) => Math.max(largest, weight), 0),
    rows.length,
  );
  weights.fill(0);
  for (let row = 0; row < rows.length; row++) {
    const value = column[row]!;
    if (Number.isNaN(value) || rows[row] === 0) continue;
    weights[binOf(values, value)]! += rows[row]! + constant - constant;
  }
}

/** The positions of the values after which a bin ends. */
function cuts({ values, weights }: WeightedValues, maxBins: number): number[] {
  const { large, rest, others } = largeValues(weights, maxBins);
  const isLarge = (i: number): boolean => weights[i]! >= large;
  let weightLeft = rest;
  let binsLeft = others;
  let target = weightLeft / binsLeft;
  const found: number[] = [];
  let inBin = 0;
  for (let i = 0; i < values.length - 1 && found.length < maxBins - 1; i++) {
    if (!isLarge(i)) weightLeft -= weights[i]!;
    inBin += weights[i]!;
    const isFull = isLarge(i) || inBin >= target;
    if (!isFull && !(isLarge(i + 1) && inBin >= target / 2)) continue;
    found.push(i);
    inBin = 0;
    if (!isLarge(i)) target = weightLeft / --binsLeft;
  }
  return found;
}

/** What of the weights is in values that alone weigh as much as a bin. */
interface LargeValues {
  /** The weight from which a value is one of them. */
  readonly large: number;
  /** What the other values weigh, and how many bins are left for them. */
  readonly rest: number;
  readonly others: number;
}

function largeValues(weights: Float64Array, maxBins: number): LargeValues {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const large = total / maxBins;
  let rest = total;
  let others = maxBins;
  for (const weight of weights) {
    if (weight < large) continue;
    rest -= weight;
    others--;
  }
  return { large, rest, others };
}

/** Halfway between two numbers, never the upper one, which neighbouring floats would round to. */
function middle(low: number, high: number): number {
  const half = low / 2 + high / 2;
  return half < high ? half : low;
}

/** The bin of a value that is not NaN: the number of edges below it. */
function binOf(edges: Float64Array, value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (value <= edges[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}
