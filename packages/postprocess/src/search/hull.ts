import type { Cuts } from "../cuts.ts";

/**
 * The cuts at the corners of the convex hull of all (false positive, true positive) points of a group: every point that
 * draws between cuts can reach is reached by draws between these.
 *
 * @returns Positions of cuts, ascending; the first and the last one are among them.
 */
export function hullCuts({ truePositive: y, falsePositive: x }: Cuts): number[] {
  const corners = new Set([...chain(x, y, 1), ...chain(x, y, -1)]);
  return [...corners].sort((a, b) => a - b);
}

/** One side of the hull. @param side - 1 for the upper one, -1 for the lower one. */
function chain(x: Float64Array, y: Float64Array, side: 1 | -1): number[] {
  const found: number[] = [];
  for (let k = 0; k < x.length; k++) {
    while (found.length > 1 && !turns(x, y, [found.at(-2)!, found.at(-1)!, k], side)) found.pop();
    found.push(k);
  }
  return found;
}

/** Whether the middle one of three points lies outside the line between the others, on the wanted side. */
function turns(
  x: Float64Array,
  y: Float64Array,
  [a, b, c]: readonly [number, number, number],
  side: 1 | -1,
): boolean {
  const cross = (x[b]! - x[a]!) * (y[c]! - y[a]!) - (y[b]! - y[a]!) * (x[c]! - x[a]!);
  return side * cross < 0;
}
