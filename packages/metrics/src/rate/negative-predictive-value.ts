import { rate } from "../group-metric.ts";
import type { Rate } from "../metric.ts";
import { FAWCETT } from "../sources.ts";

/** How far a negative prediction can be relied on. */
export const negativePredictiveValue: Rate = rate({
  name: "negative_predictive_value",
  label: "negative predictive value",
  definition: "Share of rows predicted negative that are negative.",
  source: FAWCETT,
  order: 100,
  better: "higher",
  needs: ["label", "prediction"],
  undefinedWhen: "every row is selected",
  of: ({ tn }) => tn,
  among: ({ tn, fn }) => tn + fn,
});
