import { NO_PAPER } from "../sources.ts";
import { addUp, weightedMean } from "../statistics.ts";
import { definePenalty } from "../term.ts";
import type { Penalty } from "../term.ts";
import { oneVersusRest } from "../term-rows.ts";

/**
 * The mean of `y ŷ`, which is called resistance where it is printed.
 *
 * It knows no groups and no adversary: it lowers the scores of positive rows, and so works against the log loss on them.
 */
export const labelScoreProduct: Penalty = definePenalty({
  name: "label-score-product",
  summary:
    "Mean of label times score: it lowers the scores of positive rows, and compares no groups.",
  source: NO_PAPER,
  needs: ["labels"],
  cost: "n",
  weights: "honoured",
  fields: {},
  compute: () => (tf, rows) =>
    addUp(
      tf,
      oneVersusRest(tf, rows).map(({ scores, labels }) =>
        weightedMean(tf, tf.mul(scores, labels), rows.weights),
      ),
    ),
});
