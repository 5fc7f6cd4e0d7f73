import { rate } from "../group-metric.ts";
import type { Rate } from "../metric.ts";
import { FAWCETT } from "../sources.ts";

/** Also specificity. */
export const trueNegativeRate: Rate = rate({
  name: "true_negative_rate",
  label: "true negative rate",
  definition: "Share of negative rows predicted negative.",
  source: FAWCETT,
  order: 70,
  better: "higher",
  needs: ["label", "prediction"],
  undefinedWhen: "no row has a negative label",
  of: ({ tn }) => tn,
  among: ({ fp, tn }) => fp + tn,
});
