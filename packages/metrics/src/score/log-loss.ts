import { portableLog } from "@fairline/numeric";
import { meanMetric } from "../group-metric.ts";
import type { MeanMetric } from "../metric.ts";

/** Scores closer than this to 0 or 1 count as this far away, so that the loss is finite: 2^-52. */
const CLOSEST = Number.EPSILON;

/** The log loss of a score of exactly 0 for a positive row, in nats: 52 ln 2. No log loss is greater. */
const GREATEST = 52 * Math.LN2;

/** The log loss, or cross-entropy. Scores of exactly 0 and 1 count as 2^-52 and 1 - 2^-52. */
export const logLoss: MeanMetric = meanMetric({
  name: "log_loss",
  label: "log loss",
  definition: "Mean negative log likelihood of the labels under the scores, in nats.",
  source:
    'Good, "Rational decisions", J. R. Stat. Soc. B 14 (1952), doi:10.1111/j.2517-6161.1952.tb00104.x',
  order: 210,
  unit: "number",
  range: [0, GREATEST],
  better: "lower",
  needs: ["label", "score"],
  undefinedWhen: "no row has weight",
  of: (label, score) => {
    const right = label === 1 ? score : 1 - score;
    return -portableLog(Math.min(Math.max(right, CLOSEST), 1 - CLOSEST));
  },
});
