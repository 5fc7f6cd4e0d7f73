import { classShare } from "./logistic.ts";
import type { Loss } from "./loss.ts";

/**
 * Log loss of several classes: labels from 0 to classes - 1, one output a class, the logarithm of its probability but for
 * a constant. A round grows one tree a class.
 *
 * The hessian is `k / (k - 1) p (1 - p)` for k classes, the diagonal one enlarged for what the classes have in common: with two
 * classes a round is then one of the logistic loss (Friedman 2001, section 4.6).
 *
 * @see Friedman, "Greedy function approximation: a gradient boosting machine", Ann. Stat. 29 (2001), section 4.6,
 *   doi:10.1214/aos/1013203451
 */
export const softmax: Loss = {
  name: "softmax",
  base(labels, weights, outputs) {
    return Float64Array.from({ length: outputs }, (_, label) =>
      Math.log(classShare(label, labels, weights)),
    );
  },
  differentiate({ outputs, labels, weights, raw, gradients, hessians }, from, to) {
    const factor = outputs / (outputs - 1);
    for (let row = from; row < to; row++) {
      const at = row * outputs;
      const weight = weights.length === 0 ? 1 : weights[row]!;
      const [largest, total] = scaleOf(raw, at, outputs);
      for (let k = 0; k < outputs; k++) {
        const p = Math.exp(raw[at + k]! - largest) / total;
        gradients[at + k] = weight * (p - (labels[row] === k ? 1 : 0));
        hessians[at + k] = weight * factor * p * (1 - p);
      }
    }
  },
  of(raw, label) {
    const [largest, total] = scaleOf(raw, 0, raw.length);
    return Math.log(total) + largest - raw[label]!;
  },
  refuse: (label, outputs) =>
    Number.isInteger(label) && label >= 0 && label < outputs
      ? undefined
      : `A label is a whole number from 0 to ${String(outputs - 1)}.`,
  toProbabilities(raw, outputs) {
    for (let at = 0; at < raw.length; at += outputs) {
      const [largest, total] = scaleOf(raw, at, outputs);
      for (let k = at; k < at + outputs; k++) raw[k] = Math.exp(raw[k]! - largest) / total;
    }
  },
};

/** The largest raw score of a row, and the sum of all exponentials relative to it. */
function scaleOf(raw: Float64Array, at: number, outputs: number): readonly [number, number] {
  let largest = raw[at]!;
  for (let k = at + 1; k < at + outputs; k++) largest = Math.max(largest, raw[k]!);
  let total = 0;
  for (let k = at; k < at + outputs; k++) total += Math.exp(raw[k]! - largest);
  return [largest, total];
}
