import { exactSum } from "../exact-sum.ts";
import type { Loss } from "./loss.ts";

/** The largest label: sums of squares of labels must be finite. */
const LARGEST = 1e100;

/** Half the squared error: any number as label, one output, which estimates the mean. */
export const squared: Loss = {
  name: "squared",
  base(labels, weights) {
    const weighted = labels.map((label, row) => (weights[row] ?? 1) * label);
    const all = weights.length === 0 ? labels.length : exactSum(weights);
    return Float64Array.of(exactSum(weighted) / all);
  },
  differentiate({ labels, weights, raw, gradients, hessians }, from, to) {
    for (let row = from; row < to; row++) {
      const weight = weights.length === 0 ? 1 : weights[row]!;
      gradients[row] = weight * (raw[row]! - labels[row]!);
      hessians[row] = weight;
    }
  },
  of([raw = 0], label) {
    return ((raw - label) * (raw - label)) / 2;
  },
  refuse: (label) =>
    Math.abs(label) <= LARGEST
      ? undefined
      : `A label is a finite number, at most ${String(LARGEST)} away from 0.`,
  toProbabilities: undefined,
};
