import { quantileSorted } from "@fairline/numeric";
import type { Random } from "@fairline/numeric";

/** Where the values of one column lie in each group, and what they become. */
export interface Repair {
  /**
   * The target value at a position: the median over groups of their values at that position.
   *
   * @param position - In [0, 1]; 0 is the smallest value.
   */
  at(position: number): number;
  /**
   * The positions of values in a group, in [0, 1].
   *
   * @param values - None missing; of the group's fitted rows all, or any other values.
   */
  readonly positions: (group: number, values: Float64Array, isFitted: boolean) => Float64Array;
}

/**
 * Fits the repair of a column: the group's quantile functions and the median of them.
 *
 * A group's i-th smallest of n values has the position `i / (n - 1)`, and other values lie between their neighbours. Equal values share a range of
 * positions: fitted rows are dealt over it one by one in random order, other values are drawn within it. That way all groups have
 * the target's distribution once their values are replaced by it: exactly for groups of equal size, else up to one row of the
 * smaller group. A group without values has no part in the target.
 *
 * @param values - Per group the values of its fitted rows, none missing.
 * @see Feldman et al. (2015), section 5.1, "geometric repair"
 */
export function fitRepair(values: readonly Float64Array[], random: Random): Repair {
  const sorted = values.map((own) => own.slice().sort());
  const known = sorted.filter((own) => own.length > 0);
  return {
    at: (position) =>
      quantileSorted(
        known.map((own) => quantileSorted(own, position)).sort((a, b) => a - b),
        0.5,
      ),
    positions: (group, wanted, isFitted) => {
      const stream = random.stream(`${isFitted ? "fitted" : "other"} ${String(group)}`);
      const own = sorted[group]!;
      return isFitted ? dealtPositions(own, wanted, stream) : drawnPositions(own, wanted, stream);
    },
  };
}

function dealtPositions(sorted: Float64Array, values: Float64Array, random: Random): Float64Array {
  const dealt = new Uint32Array(sorted.length);
  const positions = new Float64Array(values.length);
  for (const i of random.permutation(values.length)) {
    const first = lowerBound(sorted, values[i]!);
    positions[i] = share(first + dealt[first]!, sorted.length);
    dealt[first]! += 1;
  }
  return positions;
}

function drawnPositions(sorted: Float64Array, values: Float64Array, random: Random): Float64Array {
  return values.map((value) => {
    const first = lowerBound(sorted, value);
    if (sorted[first] === value) {
      const last = upperBound(sorted, value) - 1;
      const rank = first + (first === last ? 0 : random.uniform() * (last - first));
      return share(rank, sorted.length);
    }
    if (first === 0) return 0;
    if (first === sorted.length) return 1;
    const [below, above] = [sorted[first - 1]!, sorted[first]!];
    return share(first - 1 + (value - below) / (above - below), sorted.length);
  });
}

/** A rank from 0 as a position; the only value of a group lies in the middle. */
function share(rank: number, length: number): number {
  return length === 1 ? 0.5 : rank / (length - 1);
}

/** The number of values below `value`, in ascending values. */
function lowerBound(sorted: Float64Array, value: number): number {
  let [start, end] = [0, sorted.length];
  while (start < end) {
    const middle = (start + end) >>> 1;
    if (sorted[middle]! < value) start = middle + 1;
    else end = middle;
  }
  return start;
}

/** The number of values that are not above `value`. */
function upperBound(sorted: Float64Array, value: number): number {
  let [start, end] = [0, sorted.length];
  while (start < end) {
    const middle = (start + end) >>> 1;
    if (sorted[middle]! <= value) start = middle + 1;
    else end = middle;
  }
  return start;
}
