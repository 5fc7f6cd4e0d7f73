import { portableExp, quantileSorted } from "@fairline/numeric";

/** A mixture of normal distributions of one number. */
export interface Mixture {
  /** Of each mode, positive; their sum is 1. */
  readonly weights: Float64Array;
  readonly means: Float64Array;
  /** Positive. */
  readonly deviations: Float64Array;
}

const ITERATIONS = 60;
/** A mode of less than this weight is left out. */
const LEAST_WEIGHT = 0.005;
/** A mode is at least this part of the column's deviation wide. */
const LEAST_WIDTH = 0.01;

/**
 * Fits a mixture of normal distributions by expectation and maximisation, from modes at evenly spaced quantiles. No randomness.
 *
 * Modes that hardly any value belongs to are left out, so that there may be fewer than asked for. Costs 60 passes over values and modes.
 *
 * @param values - At least one, finite.
 * @param modes - At most so many, at least 1.
 * @see Dempster, Laird and Rubin, J. R. Stat. Soc. B 39 (1977), doi:10.1111/j.2517-6161.1977.tb01600.x
 */
export function fitMixture(values: Float64Array, modes: number): Mixture {
  const sorted = values.slice().sort();
  const overall = momentsOf(values);
  const width = overall.deviation > 0 ? overall.deviation : 1;
  const means = new Set(
    Array.from({ length: modes }, (_, k) => quantileSorted(sorted, (k + 0.5) / modes)),
  );
  let mixture: Mixture = {
    weights: new Float64Array(means.size).fill(1 / means.size),
    means: Float64Array.from(means),
    deviations: new Float64Array(means.size).fill(width / means.size),
  };
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    mixture = improved(mixture, values, LEAST_WIDTH * width);
  }
  return mixture;
}

/** The chance that a value comes from each mode; their sum is 1. */
export function responsibilities(
  { weights, means, deviations }: Mixture,
  value: number,
): Float64Array {
  const exponents = means.map((mean, k) => -(((value - mean) / deviations[k]!) ** 2) / 2);
  const largest = exponents.reduce((a, b) => Math.max(a, b));
  const parts = exponents.map(
    (exponent, k) => (weights[k]! / deviations[k]!) * portableExp(exponent - largest),
  );
  const total = parts.reduce((a, b) => a + b, 0);
  return parts.map((part) => part / total);
}

function improved(mixture: Mixture, values: Float64Array, leastWidth: number): Mixture {
  const modes = mixture.means.length;
  const [sizes, sums, squares] = [0, 1, 2].map(() => new Float64Array(modes));
  for (const value of values) {
    for (const [k, part] of responsibilities(mixture, value).entries()) {
      sizes![k]! += part;
      sums![k]! += part * value;
      squares![k]! += part * (value - mixture.means[k]!) ** 2;
    }
  }
  const kept = [...sizes!.keys()].filter((k) => sizes![k]! >= LEAST_WEIGHT * values.length);
  const total = kept.reduce((sum, k) => sum + sizes![k]!, 0);
  const shift = (k: number): number => sums![k]! / sizes![k]! - mixture.means[k]!;
  return {
    weights: Float64Array.from(kept, (k) => sizes![k]! / total),
    means: Float64Array.from(kept, (k) => sums![k]! / sizes![k]!),
    deviations: Float64Array.from(kept, (k) =>
      Math.max(leastWidth, Math.sqrt(Math.max(0, squares![k]! / sizes![k]! - shift(k) ** 2))),
    ),
  };
}

function momentsOf(values: Float64Array): { readonly deviation: number } {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { deviation: Math.sqrt(squares / values.length) };
}
