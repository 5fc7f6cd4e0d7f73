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

/** `log(sum of e^z) - z of the row's class`, in nats: the negative log-likelihood of logits z. @param outputs - The number of classes. */
export function softmaxLoss(outputs: number): RowLoss {
  return {
    outputs,
    evaluate(z, at, target, slopes) {
      let most = -Infinity;
      for (let k = 0; k < outputs; k++) most = Math.max(most, z[at + k]!);
      let total = 0;
      for (let k = 0; k < outputs; k++) total += Math.exp(z[at + k]! - most);
      for (let k = 0; k < outputs; k++) {
        slopes[at + k] = Math.exp(z[at + k]! - most) / total - (k === target ? 1 : 0);
      }
      return most + Math.log(total) - z[at + target]!;
    },
    curvature: undefined,
  };
}

/** `(z - y)^2`. */
export const squaredLoss: RowLoss = {
  outputs: 1,
  evaluate(z, at, target, slopes) {
    const error = z[at]! - target;
    slopes[at] = 2 * error;
    return error ** 2;
  },
  curvature: () => 2,
};

/** `1 / (1 + e^-z)`, exact to rounding at both ends. */
export function sigmoid(z: number): number {
  return z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z));
}
