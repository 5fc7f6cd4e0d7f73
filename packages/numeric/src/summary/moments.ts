/**
 * What the mean of weighted values, its error and that error's skewness rest on: sums over rows, so that those of parts add
 * up to those of the whole. `w2x` is the sum of squared weight times value, and so on.
 */
export interface WeightedMoments {
  /** What was subtracted from every value. */
  readonly origin: number;
  readonly w: number;
  readonly w2: number;
  readonly w3: number;
  readonly wx: number;
  readonly w2x: number;
  readonly w2x2: number;
  readonly w3x: number;
  readonly w3x2: number;
  readonly w3x3: number;
}

/**
 * The moments of values under weights, in one pass.
 *
 * @param weights - One per value, at least 0, below 1e100 so that their cubes are finite; every value weighs 1 if left out.
 * @param origin - A number near the values, so that no digits are lost where they are large and alike; 0 if left out.
 */
export function weightedMoments(
  values: ArrayLike<number>,
  weights?: ArrayLike<number>,
  origin = 0,
): WeightedMoments {
  let [w, w2, w3, wx, w2x, w2x2, w3x, w3x2, w3x3] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = 0, n = values.length; i < n; i++) {
    const x = values[i]! - origin;
    const weight = weights?.[i] ?? 1;
    const [square, cube] = [weight * weight, weight * weight * weight];
    w += weight;
    w2 += square;
    w3 += cube;
    wx += weight * x;
    w2x += square * x;
    w2x2 += square * x * x;
    w3x += cube * x;
    w3x2 += cube * x * x;
    w3x3 += cube * x * x * x;
  }
  return { origin, w, w2, w3, wx, w2x, w2x2, w3x, w3x2, w3x3 };
}

/**
 * The moments of two parts together.
 *
 * @throws RangeError if their origins differ.
 */
export function addMoments(first: WeightedMoments, second: WeightedMoments): WeightedMoments {
  if (first.origin !== second.origin) {
    throw new RangeError(
      `moments about ${String(first.origin)} and ${String(second.origin)} cannot be added`,
    );
  }
  return {
    origin: first.origin,
    w: first.w + second.w,
    w2: first.w2 + second.w2,
    w3: first.w3 + second.w3,
    wx: first.wx + second.wx,
    w2x: first.w2x + second.w2x,
    w2x2: first.w2x2 + second.w2x2,
    w3x: first.w3x + second.w3x,
    w3x2: first.w3x2 + second.w3x2,
    w3x3: first.w3x3 + second.w3x3,
  };
}
