import { findRoot } from "../../root/chandrupatla.ts";

/** Two shares with their numbers of trials, in one object so that a search over many pairs can reuse it. */
export interface Shares {
  readonly p: number;
  readonly m: number;
  readonly q: number;
  readonly n: number;
}

/**
 * The difference that a score test at critical value `z` just does not refuse: below p - q for a positive `z`, above it
 * for a negative one.
 */
export function differenceBound(pair: Shares, z: number): number {
  const { p, m, q, n } = pair;
  const end = z > 0 ? -1 : 1;
  if (p - q === end) return end;
  const excess = (difference: number): number => differenceExcess(pair, difference, z);
  // At p - q itself the variance may be 0, which is no end of the interval: the search begins a little aside.
  const aside = p - q - Math.sign(z) * ((0.001 * z * z) / (m + n + z * z));
  return excess(aside) > 0 ? findRoot(excess, p - q, aside) : findRoot(excess, aside, end);
}

/** Positive where the score test at `z` refuses the difference, negative where it does not. */
export function differenceExcess({ p, m, q, n }: Shares, difference: number, z: number): number {
  const second = restrictedShare({ p, m, q, n }, difference);
  const first = Math.min(1, Math.max(0, second + difference));
  const variance = (first * (1 - first)) / m + (second * (1 - second)) / n;
  const distance = p - q - difference;
  return distance * distance - z * z * variance * ((m + n) / (m + n - 1));
}

/**
 * The second share that is likeliest where the first exceeds it by `difference`: the root of a cubic between the ends
 * where both are shares. Newton's method, with bisection where it would leave them.
 */
function restrictedShare({ p, m, q, n }: Shares, difference: number): number {
  let low = Math.max(0, -difference);
  let high = Math.min(1, 1 - difference);
  const weight = m / (m + n);
  let share = Math.min(high, Math.max(low, weight * (p - difference) + (1 - weight) * q));
  for (let step = 0; step < 100; step++) {
    const first = share + difference;
    const [a, b] = [share * (1 - share), first * (1 - first)];
    const slope = weight * (p - first) * a + (1 - weight) * (q - share) * b;
    if (slope === 0) return share;
    if (slope > 0) low = share;
    else high = share;
    const bend =
      weight * ((p - first) * (1 - 2 * share) - a) +
      (1 - weight) * ((q - share) * (1 - 2 * first) - b);
    const newton = share - slope / bend;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - share) <= 1e-15) return next;
    share = next;
  }
  return share;
}
