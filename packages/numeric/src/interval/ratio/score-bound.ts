import type { Shares } from "../difference/score-bound.ts";
import { findRoot } from "../../root/chandrupatla.ts";

/**
 * The lowest ratio p / q that a score test at critical value `z` does not refuse, as `ratio / (1 + ratio)`: in [0, 1],
 * so that infinity is a number as others are.
 */
export function ratioBound(pair: Shares, z: number): number {
  const { p, m, q, n } = pair;
  if (p === 0) return 0;
  const estimate = p / (p + q);
  const excess = (position: number): number => ratioExcess(pair, position, z);
  const aside = estimate * (1 - (0.001 * z * z) / (m + n + z * z));
  return excess(aside) > 0 ? findRoot(excess, estimate, aside) : findRoot(excess, aside, 0);
}

/** Positive where the score test at `z` refuses the ratio whose position is `ratio / (1 + ratio)`. */
export function ratioExcess({ p, m, q, n }: Shares, position: number, z: number): number {
  const rest = 1 - position;
  const total = p * m + q * n;
  const b = position * (m + q * n) + rest * (n + p * m);
  const root = Math.sqrt(Math.max(0, b * b - 4 * (m + n) * position * rest * total));
  const [first, second] = [(2 * position * total) / (b + root), (2 * rest * total) / (b + root)];
  const variance =
    (rest * rest * first * (1 - first)) / m + (position * position * second * (1 - second)) / n;
  const distance = rest * p - position * q;
  return distance * distance - z * z * variance * ((m + n) / (m + n - 1));
}
