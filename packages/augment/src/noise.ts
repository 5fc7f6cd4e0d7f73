import type { Random } from "@fairline/numeric";

/**
 * Numbers with normal noise; a missing one stays missing.
 *
 * @param deviation - Of the noise.
 */
export function noisyNumbers(
  values: Float64Array,
  deviation: number,
  random: Random,
): Float64Array {
  return values.map((value) => value + deviation * random.normal());
}

/**
 * For each of some rows, a row whose category it is to have: itself, or with some chance another one, each equally likely, so that categories
 * are drawn as often as they occur.
 *
 * @param donors - Rows that have a category; where there are none, every row keeps its own.
 * @param chance - In [0, 1].
 */
export function noisySources(
  rows: Uint32Array,
  { donors, chance }: { readonly donors: Uint32Array; readonly chance: number },
  random: Random,
): Uint32Array {
  return rows.map((row) =>
    donors.length > 0 && random.uniform() < chance ? donors[random.integer(donors.length)]! : row,
  );
}

/** The standard deviation of the numbers at some rows that are not missing, divided by their number; 0 for none. */
export function deviationOf(values: Float64Array, rows: Uint32Array): number {
  let [count, sum] = [0, 0];
  for (const row of rows) {
    if (Number.isNaN(values[row])) continue;
    count += 1;
    sum += values[row]!;
  }
  let squares = 0;
  for (const row of rows) {
    if (!Number.isNaN(values[row])) squares += (values[row]! - sum / count) ** 2;
  }
  return count === 0 ? 0 : Math.sqrt(squares / count);
}
