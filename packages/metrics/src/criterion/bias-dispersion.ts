import { criterionOf, figureBetween } from "../between/figure.ts";
import type { Criterion } from "../metric.ts";
import { meanResidual } from "../rate/mean-residual.ts";

/** The bias dispersion: how far groups are apart in the errors that are made of them, all groups in one number. */
export const biasDispersion: Criterion = criterionOf(
  figureBetween({
    name: "bias_dispersion",
    label: "bias dispersion",
    definition:
      "Root of the sum over groups of the squared distance of their mean residual from that of all rows.",
    source: "The length of the vector of distances, as in any textbook.",
    unit: "points",
    range: [0, Infinity],
    better: "lower",
    needs: ["label", "prediction"],
    undefinedWhen: "fewer than two groups have rows",
    of: [meanResidual],
    compute: (groups) => {
      const overall = groups.overall(meanResidual);
      const found = groups.values(meanResidual).filter((value) => !Number.isNaN(value));
      return found.length < 2
        ? Number.NaN
        : Math.sqrt(found.reduce((sum, value) => sum + (value - overall) * (value - overall), 0));
    },
  }),
  { definition: "Every group has the same mean residual.", order: 82 },
);
