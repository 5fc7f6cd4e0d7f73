import { exactSum } from "../exact-sum.ts";
import type { Loss } from "./loss.ts";

/**
 * Binary log loss: labels 0 and 1, one output, the log odds of label 1.
 *
 * @see Friedman, "Greedy function approximation: a gradient boosting machine", Ann. Stat. 29 (2001), section 4.4,
 *   doi:10.1214/aos/1013203451
 */
export const logistic: Loss = {
  name: "logistic",
  base(labels, weights) {
    const share = classShare(1, labels, weights);
    return Float64Array.of(Math.log(share / (1 - share)));
  },
  differentiate({ labels, weights, raw, gradients, hessians }, from, to) {
    for (let row = from; row < to; row++) {
      const p = 1 / (1 + Math.exp(-raw[row]!));
      const weight = weights.length === 0 ? 1 : weights[row]!;
      gradients[row] = weight * (p - labels[row]!);
      hessians[row] = weight * p * (1 - p);
    }
  },
  of([raw = 0], label) {
    const against = label === 1 ? -raw : raw;
    // ln(1 + e^x), which would overflow where x is large.
    return Math.max(against, 0) + Math.log1p(Math.exp(-Math.abs(against)));
  },
  refuse: (label) => (label === 0 || label === 1 ? undefined : "A label is 0 or 1."),
  toProbabilities(raw) {
    for (let row = 0; row < raw.length; row++) raw[row] = 1 / (1 + Math.exp(-raw[row]!));
  },
};

/** The weight of a class as a share of all, at least and at most half a row away from none and all. */
export function classShare(label: number, labels: Float64Array, weights: Float64Array): number {
  const own = labels.map((each, row) => (each === label ? (weights[row] ?? 1) : 0));
  const all = weights.length === 0 ? labels.length : exactSum(weights);
  const halfRow =
    0.5 / weights.reduce((rows, weight) => (weight === 0 ? rows - 1 : rows), labels.length);
  return Math.min(1 - halfRow, Math.max(halfRow, exactSum(own) / all));
}
