/** The least and the greatest figure of some groups. */
export interface Extremes {
  readonly least: number;
  readonly greatest: number;
}

/**
 * Finds the least and the greatest of the groups' figures that are defined.
 *
 * @param values - The figure of each group; NaN where it is undefined.
 * @returns NaN both where fewer than `fewest` groups have a figure.
 */
export function extremes(values: ArrayLike<number>, fewest: number): Extremes {
  let [least, greatest, defined] = [Infinity, -Infinity, 0];
  for (let g = 0, groups = values.length; g < groups; g++) {
    const value = values[g]!;
    if (Number.isNaN(value)) continue;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
    defined++;
  }
  return defined >= fewest && defined > 0
    ? { least, greatest }
    : { least: Number.NaN, greatest: Number.NaN };
}
