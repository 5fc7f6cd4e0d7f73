import { addColumns } from "../statistics.ts";
import { defineRowLoss } from "../term.ts";
import type { RowLoss } from "../term.ts";
import { factors, weightFields } from "../weigh-by-share.ts";

/** The losses of rows times a factor of their class. */
export const classWeights: RowLoss = defineRowLoss({
  name: "class-weights",
  summary: "Multiplies each row's loss by a weight of its class.",
  source:
    "King and Zeng, Logistic Regression in Rare Events Data, Polit. Anal. 9 (2001), 137-163, section 4.2, doi:10.1093/oxfordjournals.pan.a004868",
  needs: ["labels"],
  cost: "n",
  weights: "honoured: the share of a class is that of its weight",
  fields: weightFields,
  compute: (params, { classes: parts }) => {
    const weights = factors(params, parts);
    return (tf, { classes, losses }) =>
      tf.mul(
        losses,
        addColumns(
          tf,
          classes.map((column, at) => tf.mul(column, weights[at]!)),
        ),
      );
  },
});
