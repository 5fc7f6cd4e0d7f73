import { z } from "zod";
import { movedRows, movedShare } from "../moved-rows.ts";
import { definePerturbation } from "../term.ts";
import type { Perturbation } from "../term.ts";

/**
 * Inputs moved by `size` along the signs of the loss's slope.
 *
 * Inputs are moved as the network reads them: numbers in deviations, and the 0 and 1 of categories too.
 */
export const fgsm: Perturbation = definePerturbation({
  name: "fgsm",
  summary: "Trains on inputs that are moved one step up the slope of their loss.",
  source:
    "Goodfellow, Shlens and Szegedy, Explaining and Harnessing Adversarial Examples, ICLR 2015, section 4, doi:10.48550/arXiv.1412.6572",
  needs: [],
  cost: "n",
  weights: "honoured",
  fields: {
    size: z
      .number()
      .positive()
      .default(0.1)
      .describe("How far each input moves, in the unit that the network reads."),
    share: movedShare(0.5),
  },
  compute:
    ({ size, share }) =>
    (tf, x, slope) =>
      tf.add(x, tf.mul(movedRows(tf, x, share), tf.mul(tf.sign(slope(x)), size))),
});
