import { betaQuantile } from "@fairline/numeric";
import type { Random } from "@fairline/numeric";

/** Pairs of rows to mix; positions among the rows that were given. */
export interface MixedPairs {
  readonly first: Uint32Array;
  readonly second: Uint32Array;
  /** Part of the first row in the mixture, in [0, 1]. */
  readonly parts: Float64Array;
}

/** Parts are drawn among so many quantiles of their distribution, each equally likely: a quantile takes 0.1 ms to find. */
const QUANTILES = 1024;

/** Which rows are paired. */
export interface Pairing {
  /** Number of pairs. */
  readonly count: number;
  /** Both parameters of the beta distribution of parts; positive. Near 0 nearly all of a mixture is one row. */
  readonly alpha: number;
  /** Per row, whom it is not paired with: rows of the same number. Undefined: with anyone. */
  readonly apart?: Int32Array | undefined;
  /** Per row, whom it is paired with only: rows of the same number. Undefined: with anyone. */
  readonly alike?: Int32Array | undefined;
}

/**
 * Draws pairs of rows to mix. The first rows are all rows in random order, again and again; the second is one of those that it may be paired with,
 * each equally likely. A first row without such a partner is passed over, so that there may be fewer pairs.
 *
 * @param n - Number of rows.
 * @see Zhang et al. (2018), equation 1; Chuang and Mroueh (2021), section 3, for pairs across groups
 */
export function drawPairs(n: number, pairing: Pairing, random: Random): MixedPairs {
  const partners = partnerIndex(n, pairing);
  const order = random.permutation(n);
  const draws = random.stream("partners");
  const parts = random.stream("parts");
  const quantiles = Float64Array.from({ length: QUANTILES }, (_, q) =>
    betaQuantile((q + 0.5) / QUANTILES, pairing.alpha, pairing.alpha),
  );
  const found: { first: number; second: number; part: number }[] = [];
  for (let i = 0; i < pairing.count; i++) {
    const first = order[i % n]!;
    const candidates = partners(first);
    if (candidates.length === 0) continue;
    found.push({
      first,
      second: candidates[draws.integer(candidates.length)]!,
      part: quantiles[parts.integer(QUANTILES)]!,
    });
  }
  return {
    first: Uint32Array.from(found, (pair) => pair.first),
    second: Uint32Array.from(found, (pair) => pair.second),
    parts: Float64Array.from(found, (pair) => pair.part),
  };
}

/** The rows that a row may be paired with; the same array for rows of the same numbers. */
function partnerIndex(n: number, { apart, alike }: Pairing): (row: number) => Uint32Array {
  const rows = Uint32Array.from({ length: n }, (_, row) => row);
  const known = new Map<string, Uint32Array>();
  return (row) => {
    const key = `${String(apart?.[row])} ${String(alike?.[row])}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const partners = rows.filter(
      (other) =>
        (apart === undefined || apart[other] !== apart[row]) &&
        (alike === undefined || alike[other] === alike[row]),
    );
    known.set(key, partners);
    return partners;
  };
}

/**
 * The numbers of mixtures: the first value's part and the second's; where one is missing, the one of the two that a draw takes, the first with the chance of its part.
 *
 * @param draws - Per pair, uniform in [0, 1).
 */
export function mixNumbers(
  values: Float64Array,
  { first, second, parts }: MixedPairs,
  draws: Float64Array,
): Float64Array {
  return Float64Array.from(parts, (part, i) => {
    const [a, b] = [values[first[i]!]!, values[second[i]!]!];
    const mixed = part * a + (1 - part) * b;
    return Number.isNaN(mixed) ? (draws[i]! < part ? a : b) : mixed;
  });
}
