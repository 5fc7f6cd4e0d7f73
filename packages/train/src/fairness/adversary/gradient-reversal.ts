import { groupLogLoss } from "../group-log-loss.ts";
import {
  drawOpponent,
  opponentFields,
  opponentLogits,
  widthWithLabel,
  withLabel,
} from "../opponent-network.ts";
import { defineAdversary } from "../term.ts";
import type { Adversary } from "../term.ts";

/** The opponent sees the last hidden layer; its slope reaches the model with the sign turned, strength times. */
export const gradientReversal: Adversary = defineAdversary({
  name: "gradient-reversal",
  summary:
    "Trains against an opponent that tells the group from the last hidden layer, by its slope with the sign turned.",
  source:
    "Ganin et al., Domain-Adversarial Training of Neural Networks, JMLR 17 (2016), 1-35, section 4, doi:10.48550/arXiv.1505.07818; for fairness: Raff and Sylvester, Gradient Reversal Against Discrimination, DSAA 2018, doi:10.1109/DSAA.2018.00029",
  needs: ["groups", "labels"],
  cost: "n",
  weights: "honoured",
  fields: opponentFields,
  compute: ({ given, units }, { groups }) => ({
    sees: "hidden",
    against: "reverse",
    parameters: (width, classes, random) =>
      drawOpponent(
        { inputs: widthWithLabel(width, classes, given), units, groups: groups.length },
        random,
      ),
    loss: (tf, parameters, seen, rows) =>
      groupLogLoss(tf, opponentLogits(tf, parameters, withLabel(tf, seen, rows, given)), rows),
  }),
});
