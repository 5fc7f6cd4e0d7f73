import { membersOf } from "@fairline/arrow";
import type { Partition } from "@fairline/arrow";
import type { Random } from "@fairline/numeric";
import { describeGroup } from "./pairs.ts";

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

/**
 * Draws each class anew: as many of its rows as its size says, with replacement, so that a row may be drawn several times or never.
 *
 * @param sizes - One per class.
 * @returns One count per row.
 * @see Efron and Tibshirani (1993), chapter 6, "the bootstrap", within classes
 */
export function bootstrapCounts(
  classes: Partition,
  sizes: Float64Array,
  random: Random,
): Uint32Array {
  const counts = new Uint32Array(classes.codes.length);
  for (const [code, rows] of membersOf(classes).entries()) {
    const stream = random.stream(describeGroup(classes, code));
    for (let draw = 0; draw < sizes[code]!; draw++) {
      counts[rows[stream.integer(rows.length)]!]! += 1;
    }
  }
  return counts;
}
