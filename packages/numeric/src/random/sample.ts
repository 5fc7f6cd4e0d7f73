import { drawBinomial } from "./binomial.ts";
import type { Random } from "./random.ts";

/**
 * Draws how often each cell comes up in `n` draws with replacement. Linear in the cells, not in `n`.
 *
 * Each count is binomial given those before it, which is the multinomial distribution exactly.
 *
 * @param weights - One per cell, at least 0; a cell's chance is its share of their sum.
 * @returns Counts that sum to `n`.
 * @throws RangeError if no weight is positive.
 * @see Devroye, "Non-uniform random variate generation", Springer 1986, section XI.1.4,
 *   doi:10.1007/978-1-4613-8643-8
 */
export function drawMultinomial(
  random: Random,
  n: number,
  weights: ArrayLike<number>,
): Float64Array {
  const counts = new Float64Array(weights.length);
  const left = remainders(weights);
  let drawsLeft = n;
  for (let cell = 0; cell < counts.length && drawsLeft > 0; cell++) {
    const count = drawBinomial(random, drawsLeft, Math.min(1, weights[cell]! / left[cell]!));
    counts[cell] = count;
    drawsLeft -= count;
  }
  return counts;
}

/**
 * Draws rows with replacement, each with a chance proportional to its weight. Rows of weight 0 are never drawn.
 *
 * Costs a pass over the weights, and a binary search per draw.
 *
 * @param weights - One per row, at least 0.
 * @returns `count` row numbers.
 * @throws RangeError if no weight is positive.
 */
export function sampleWithReplacement(
  random: Random,
  weights: ArrayLike<number>,
  count: number,
): Uint32Array {
  const left = remainders(weights);
  return Uint32Array.from({ length: count }, () => lastAbove(left, random.uniform() * left[0]!));
}

/** The last position whose value is above `limit`, in values that never rise; the first is above it. */
function lastAbove(values: Float64Array, limit: number): number {
  let found = 0;
  let end = values.length;
  while (end - found > 1) {
    const middle = (found + end) >>> 1;
    if (values[middle]! > limit) found = middle;
    else end = middle;
  }
  return found;
}

/** The sum of the weights from each cell to the last. */
function remainders(weights: ArrayLike<number>): Float64Array {
  const left = new Float64Array(weights.length);
  let total = 0;
  for (let cell = weights.length - 1; cell >= 0; cell--) {
    total += weights[cell]!;
    left[cell] = total;
  }
  if (!(total > 0 && total < Infinity)) {
    throw new RangeError(`weights must have a positive, finite sum, not ${String(total)}`);
  }
  return left;
}
