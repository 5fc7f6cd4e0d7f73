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

/** The opponent sees the logits; the model's slope loses the part along the opponent's, and goes against it strength times. */
export const adversarialProjection: Adversary = defineAdversary({
  name: "adversarial-projection",
  summary:
    "Trains against an opponent that tells the group from the logits, and never steps where it would help the opponent.",
  source:
    "Zhang, Lemoine and Mitchell, Mitigating Unwanted Biases with Adversarial Learning, AIES 2018, section 3, doi:10.1145/3278721.3278779",
  needs: ["groups", "labels"],
  cost: "n",
  weights: "honoured",
  fields: opponentFields,
  compute: ({ given, units }, { groups }) => ({
    sees: "logits",
    against: "project",
    parameters: (width, classes, random) =>
      drawOpponent(
        { inputs: widthWithLabel(width, classes, given), units, groups: groups.length },
        random,
      ),
    loss: (tf, parameters, seen, rows) =>
      groupLogLoss(tf, opponentLogits(tf, parameters, withLabel(tf, seen, rows, given)), rows),
  }),
});
