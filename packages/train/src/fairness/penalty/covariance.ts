import { amongRows } from "../among.ts";
import { among } from "../fields.ts";
import { ZAFAR } from "../sources.ts";
import { definePenalty } from "../term.ts";
import type { Penalty } from "../term.ts";
import { attributeCovariance } from "../covariance.ts";

/**
 * Absolute covariance of the logits with belonging to a group, added up over the groups and halved: each of two groups says the
 * same. Of a numeric attribute the covariance with it.
 *
 * Logits have no limit: a model that shrinks them shrinks it. `correlation` does not.
 */
export const covariance: Penalty = definePenalty({
  name: "covariance",
  summary: "Absolute covariance between the attribute and the distance from the decision boundary.",
  source: ZAFAR,
  needs: ["groups", "numbers", "labels"],
  cost: "n",
  weights: "honoured",
  fields: { among },
  compute:
    ({ among: which }) =>
    (tf, rows) => {
      const { covariances } = attributeCovariance(
        tf,
        rows,
        rows.logits,
        amongRows(tf, rows, which),
      );
      return tf.mul(tf.sum(tf.abs(covariances)), covariances.shape[1] === 1 ? 1 : 0.5);
    },
});
