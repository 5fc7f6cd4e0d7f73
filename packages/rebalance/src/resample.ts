import { membersOf } from "@fairline/arrow";
import type { Partition } from "@fairline/arrow";
import type { Random } from "@fairline/numeric";
import { describeGroup } from "./pairs.ts";

/** `over` adds copies of rows; `under` leaves rows out. */
export type ResampleMethod = "over" | "under";

/**
 * Class sizes that are equal: the largest there is when rows are added, the smallest when they are left out.
 *
 * @returns One size per class.
 */
export function equalSizes(classes: Partition, method: ResampleMethod): Float64Array {
  const sizes = sizesOf(classes);
  const size = method === "over" ? Math.max(...sizes) : Math.min(...sizes);
  return sizes.fill(size);
}

/**
 * Sizes of the pairs of group and label that make the two independent: proportional to `n(g) n(y)`.
 *
 * Of all such sizes, the smallest that no pair exceeds already when rows are added, and the largest that every pair
 * reaches when they are left out, rounded to whole rows and to at least one. Pairs that no row has stay empty, and the
 * others are as if they were not there: independence is then out of reach.
 *
 * @param pair - The pair of each row: group crossed with label.
 * @returns One size per pair.
 * @see Kamiran and Calders (2012), "uniform sampling"
 */
export function independentSizes(
  { group, label }: { readonly group: Partition; readonly label: Partition },
  pair: Partition,
  method: ResampleMethod,
): Float64Array {
  const sizes = sizesOf(pair);
  const ofGroup = sizesOf(group);
  const ofLabel = sizesOf(label);
  const expected = new Float64Array(sizes.length);
  for (const [row, p] of pair.codes.entries()) {
    expected[p] = (ofGroup[group.codes[row]!]! * ofLabel[label.codes[row]!]!) / pair.codes.length;
  }
  const scales = sizes.map((size, p) => size / expected[p]!);
  const scale = method === "over" ? Math.max(...scales) : Math.min(...scales);
  return expected.map((size) => Math.max(1, Math.round(scale * size)));
}

/**
 * Draws how often each row is to stand in the result, so that every class gets its size.
 *
 * Rows are left out at random, every subset of the right size with equal chance; copies are drawn with replacement.
 * Every class has a stream of random numbers of its own, so that one class does not change another's draws.
 *
 * @param sizes - One per class.
 * @returns One count per row.
 */
export function drawCounts(classes: Partition, sizes: Float64Array, random: Random): Uint32Array {
  const counts = new Uint32Array(classes.codes.length);
  for (const [code, rows] of membersOf(classes).entries()) {
    const stream = random.stream(describeGroup(classes, code));
    const size = sizes[code]!;
    if (size < rows.length) stream.shuffleInPlace(rows);
    for (const row of rows.slice(0, size)) counts[row] = 1;
    for (let copy = rows.length; copy < size; copy++) {
      counts[rows[stream.integer(rows.length)]!]! += 1;
    }
  }
  return counts;
}

function sizesOf({ groups }: Partition): Float64Array {
  return Float64Array.from(groups, ({ size }) => size);
}
