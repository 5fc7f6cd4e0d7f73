/** The smallest value; Infinity for none. Takes any number of values, which spreading them into `Math.min` does not. */
export function smallest(values: readonly number[] | Float64Array): number {
  let least = Infinity;
  for (const value of values) least = Math.min(least, value);
  return least;
}

/** The largest value; -Infinity for none. */
export function largest(values: readonly number[] | Float64Array): number {
  let most = -Infinity;
  for (const value of values) most = Math.max(most, value);
  return most;
}
