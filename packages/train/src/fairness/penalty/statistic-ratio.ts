import type { Scalar, Tensor, TensorFlow } from "@fairline/tensor";
import { z } from "zod";
import { addUp, groupWeights, positiveOr1 } from "../statistics.ts";
import { definePenalty } from "../term.ts";
import type { Penalty } from "../term.ts";
import { oneVersusRest } from "../term-rows.ts";
import type { OneVersusRest } from "../term-rows.ts";

/** A rate by its numerator and denominator, both linear in the scores; rows x 1 each. */
interface Rate {
  readonly numerator: Tensor;
  readonly denominator: Tensor;
}

type RateOf = (tf: TensorFlow, rows: OneVersusRest) => Rate;

const hits = (tf: TensorFlow, { scores, labels }: OneVersusRest): Tensor =>
  tf.add(tf.mul(scores, labels), tf.mul(tf.sub(1, scores), tf.sub(1, labels)));

const RATES = {
  "selection-rate": (tf, { scores }) => ({ numerator: scores, denominator: tf.onesLike(scores) }),
  "true-positive-rate": (tf, { scores, labels }) => ({
    numerator: tf.mul(scores, labels),
    denominator: labels,
  }),
  "false-positive-rate": (tf, { scores, labels }) => ({
    numerator: tf.mul(scores, tf.sub(1, labels)),
    denominator: tf.sub(1, labels),
  }),
  "positive-predictive-value": (tf, { scores, labels }) => ({
    numerator: tf.mul(scores, labels),
    denominator: scores,
  }),
  "false-omission-rate": (tf, { scores, labels }) => ({
    numerator: tf.mul(tf.sub(1, scores), labels),
    denominator: tf.sub(1, scores),
  }),
  accuracy: (tf, rows) => ({ numerator: hits(tf, rows), denominator: tf.onesLike(rows.scores) }),
  f1: (tf, { scores, labels }) => ({
    numerator: tf.mul(2, tf.mul(scores, labels)),
    denominator: tf.add(scores, labels),
  }),
} as const satisfies Readonly<Record<string, RateOf>>;

const names = Object.keys(RATES) as (keyof typeof RATES)[]; // RATES has no other keys.

/**
 * A norm of `|rate of group / rate of all - 1|` over the groups.
 *
 * The rates are those of decisions drawn with the scores as chances. A group whose rate has no denominator, or one of less than a millionth of its weight, counts as 0, and so
 * does everything where the rate of all is 0. Of several classes: of each class against the others, added up.
 */
export const statisticRatio: Penalty = definePenalty({
  name: "statistic-ratio",
  summary:
    "Norm over the groups of how far the ratio of a group's rate to the rate of all is from 1.",
  source:
    "Buyl, Defrance and De Bie, fairret: a Framework for Differentiable Fairness Regularization Terms, ICLR 2024, section 3.2, doi:10.48550/arXiv.2310.17256",
  needs: ["groups", "labels"],
  cost: "n",
  weights: "honoured",
  fields: {
    statistic: z.enum(names).default("selection-rate").describe("The rate to make alike."),
    norm: z
      .union([z.number().min(1), z.literal("log-sum-exp")])
      .default(1)
      .describe(
        "p of the p-norm over groups; or log-sum-exp, a smooth maximum: the logarithm of the mean of exponentials.",
      ),
  },
  compute:
    ({ statistic, norm }) =>
    (tf, rows) =>
      addUp(
        tf,
        oneVersusRest(tf, rows).map((one) => {
          const { numerator, denominator } = RATES[statistic](tf, one);
          const weights = groupWeights(tf, rows);
          const sizes = tf.sum(weights, 0, true);
          const sums = (values: Tensor): Tensor => tf.matMul(values, weights, true, false);
          const [above, below] = [sums(numerator), sums(denominator)];
          const rates = quotient(tf, above, below, sizes);
          const overall = quotient(tf, tf.sum(above), tf.sum(below), tf.sum(sizes));
          const present = tf.mul(rates.present, tf.step(overall.value));
          const ratios = tf.div(rates.value, positiveOr1(tf, overall.value));
          const violations = tf.mul(tf.abs(tf.sub(ratios, 1)), present);
          return normOf(tf, violations, present, norm);
        }),
      ),
});

/** A rate whose denominator is less than this share of the group's weight has none: its slope would overflow. */
const LEAST_SHARE = 1e-6;

/** Rates, 0 where there is none, and 1 where there is one. */
function quotient(
  tf: TensorFlow,
  above: Tensor,
  below: Tensor,
  sizes: Tensor,
): { readonly value: Tensor; readonly present: Tensor } {
  const safe = positiveOr1(tf, sizes);
  const [numerator, denominator] = [tf.div(above, safe), tf.div(below, safe)];
  const present = tf.step(tf.sub(denominator, LEAST_SHARE));
  const divisor = tf.add(tf.mul(denominator, present), tf.sub(1, present));
  return { value: tf.div(tf.mul(numerator, present), divisor), present };
}

/** @param present - 1 for the groups that count; the violations of the others are 0. */
function normOf(
  tf: TensorFlow,
  violations: Tensor,
  present: Tensor,
  norm: number | "log-sum-exp",
): Scalar {
  if (norm === 1) return tf.sum(violations);
  if (norm === "log-sum-exp") {
    const most = tf.max(violations);
    const total = tf.sum(tf.mul(tf.exp(tf.sub(violations, most)), present));
    const groups = positiveOr1(tf, tf.sum(present));
    return tf.add(most, tf.log(tf.div(positiveOr1(tf, total), groups)));
  }
  // Of the largest, so that no power overflows; a sum of 0 has no root with a slope.
  const most = positiveOr1(tf, tf.max(violations));
  const total = tf.sum(tf.pow(tf.div(violations, most), norm));
  const isZero = tf.sub(1, tf.step(total));
  return tf.mul(most, tf.sub(tf.pow(tf.add(total, isZero), 1 / norm), isZero));
}
