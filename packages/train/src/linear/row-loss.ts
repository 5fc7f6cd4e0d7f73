/** The loss of one row as a function of the outputs of a linear model. */
export interface RowLoss {
  /** Outputs per row: 1, or one for each class. */
  readonly outputs: number;
  /**
   * The loss of a row, whose slopes by its outputs are written into `slopes`.
   *
   * @param z - Outputs of all rows; those of this one begin at `at`, in `slopes` too.
   * @param target - The row's class, or its value.
   */
  evaluate(z: Float64Array, at: number, target: number, slopes: Float64Array): number;
  /** The second derivative of a loss of one output, at least 0. Undefined for several. */
  readonly curvature: ((z: number) => number) | undefined;
}

/** `log(1 + e^z) - y z` for y in {0, 1}, in nats: the negative log-likelihood of log-odds z. */
export const logisticLoss: RowLoss = {
  outputs: 1,
  evaluate(z, at, target, slopes) {
    const odds = z[at]!;
    slopes[at] = sigmoid(odds) - target;
    return Math.max(odds, 0) + Math.log1p(Math.exp(-Math.abs(odds))) - target * odds;
  },
  curvature(z) {
    const p = sigmoid(z);
    return p * (1 - p);
  },
};

/** `1 / (1 + e^-z)`, exact to rounding at both ends. */
export function sigmoid(z: number): number {
  return z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z));
}
