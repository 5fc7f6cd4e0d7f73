import type { Tensor, TensorFlow } from "@fairline/tensor";
import { z } from "zod";
import { decisions } from "../decisions.ts";
import { asConstant, groupMeans, groupWeights, shares, weightedMean } from "../statistics.ts";
import { defineAverage } from "../term.ts";
import type { Average } from "../term.ts";
import type { TermRows } from "../term-rows.ts";

/** Squarings of the matrix of multipliers: 2^10 steps of a chain this small are its stationary distribution. */
const SQUARINGS = 10;

/** Which rows each rate is about. */
const CRITERIA = {
  "demographic-parity": () => [undefined],
  "equal-opportunity": ({ classes }: TermRows) => [classes.at(-1)!],
  "equalized-odds": ({ classes }: TermRows) => classes,
} as const satisfies Readonly<Record<string, (rows: TermRows) => readonly (Tensor | undefined)[]>>;

const names = Object.keys(CRITERIA) as (keyof typeof CRITERIA)[]; // CRITERIA has no other keys.

/**
 * The loss under constraints on decisions: `|rate of group - rate of all| <= tolerance` for every group, and for every class of the label
 * where the criterion has one.
 *
 * Two players: the model lowers `λ₀ loss + Σ λᵢ proxyᵢ`, the proxies being constraints on scores; the multipliers λ follow the
 * constraints on decisions. λ is the stationary distribution of a matrix whose columns grow by `exp(rate λ constraint)` each step and
 * are divided by their sums, the player of least swap regret. A group that is absent from a batch breaks no constraint of it.
 * The paper keeps a mixture of the models of all steps; here the last one, or the best of early stopping, is kept.
 * On validation rows the loss stands for it, with what decisions break of the constraints added.
 */
export const proxyLagrangian: Average = defineAverage({
  name: "proxy-lagrangian",
  summary:
    "Lowers the loss under constraints on the groups' decision rates, with scores in place of decisions where a slope is needed.",
  source:
    "Cotter et al., Optimization with Non-Differentiable Constraints with Applications to Fairness, Recall, Churn, and Other Goals, JMLR 20 (2019), 1-59, algorithm 2, doi:10.48550/arXiv.1809.04198",
  needs: ["groups", "labels"],
  cost: "n",
  weights: "honoured",
  fields: {
    criterion: z
      .enum(names)
      .default("demographic-parity")
      .describe(
        "The rates that are constrained: of all rows, of positive rows, of the rows of each class.",
      ),
    tolerance: z
      .number()
      .min(0)
      .lt(1)
      .default(0.02)
      .describe("How far the rate of a group may be from the rate of all."),
    rate: z
      .number()
      .positive()
      .default(0.1)
      .describe("How fast multipliers follow the constraints, per step; a high rate overshoots."),
  },
  compute: ({ criterion, tolerance, rate }, { groups, classes }) => {
    const conditions = {
      "demographic-parity": 1,
      "equal-opportunity": 1,
      "equalized-odds": classes.length,
    };
    const outputs = classes.length === 2 ? 1 : classes.length;
    const size = 1 + 2 * groups.length * outputs * conditions[criterion];
    const violationsOf = (tf: TensorFlow, rows: TermRows, values: Tensor): Tensor =>
      tf.concat(
        CRITERIA[criterion](rows).map((condition) => violations(tf, rows, values, condition)),
      );
    return {
      initial: {
        multipliers: { shape: [size, size], values: new Float32Array(size * size).fill(1 / size) },
      },
      value(tf, rows, state) {
        const bound = (values: Tensor): Tensor => tf.sub(violationsOf(tf, rows, values), tolerance);
        const before = state["multipliers"]!;
        const lambda = stationary(tf, before);
        const objective = tf.concat([
          tf.reshape(weightedMean(tf, rows.losses, rows.weights), [1]),
          bound(rows.scores),
        ]);
        const broken = asConstant(tf, decisions(tf, rows), (hard) =>
          tf.concat([tf.zeros([1]), bound(hard)]),
        );
        const grown = asConstant(tf, broken, (constraints) => {
          const raised = tf.mul(
            before,
            tf.exp(
              tf.mul(
                tf.matMul(tf.reshape(constraints, [size, 1]), tf.reshape(lambda, [1, size])),
                rate,
              ),
            ),
          );
          return tf.div(raised, tf.sum(raised, 0, true));
        });
        return { value: tf.sum(tf.mul(lambda, objective)), state: { multipliers: grown } };
      },
      judged(tf, rows) {
        const broken = tf.relu(tf.sub(violationsOf(tf, rows, decisions(tf, rows)), tolerance));
        return tf.add(weightedMean(tf, rows.losses, rows.weights), tf.sum(broken));
      },
    };
  },
});

/** By how much each group's mean is above, and below, the mean of all groups: 2 x groups x columns numbers, as a vector. 0 for a group without rows. */
function violations(
  tf: TensorFlow,
  rows: TermRows,
  values: Tensor,
  condition: Tensor | undefined,
): Tensor {
  const { means, sizes } = groupMeans(tf, values, groupWeights(tf, rows, condition));
  const overall = tf.sum(tf.mul(means, shares(tf, sizes)), 1, true);
  const above = tf.reshape(tf.mul(tf.sub(means, overall), tf.step(sizes)), [-1]);
  return tf.concat([above, tf.neg(above)]);
}

/** The stationary distribution of a matrix whose columns add up to 1; length size. */
function stationary(tf: TensorFlow, matrix: Tensor): Tensor {
  const power = Array.from({ length: SQUARINGS }).reduce<Tensor>((square) => {
    const next = tf.matMul(square, square);
    return tf.div(next, tf.sum(next, 0, true));
  }, matrix);
  return tf.mean(power, 1);
}
