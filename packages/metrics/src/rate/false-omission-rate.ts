import { rate } from "../group-metric.ts";
import type { Rate } from "../metric.ts";

/** How often a negative prediction is wrong: the negative predictive value is what remains. */
export const falseOmissionRate: Rate = rate({
  name: "false_omission_rate",
  label: "false omission rate",
  definition: "Share of rows predicted negative that are positive.",
  source:
    'Verma and Rubin, "Fairness definitions explained", FairWare 2018, 1-7, doi:10.1145/3194770.3194776',
  order: 104,
  better: "lower",
  needs: ["label", "prediction"],
  undefinedWhen: "every row is selected",
  of: ({ fn }) => fn,
  among: ({ tn, fn }) => tn + fn,
});
