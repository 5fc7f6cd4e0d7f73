import { rate } from "../group-metric.ts";
import type { Rate } from "../metric.ts";
import { FAWCETT } from "../sources.ts";

/** Also precision. */
export const positivePredictiveValue: Rate = rate({
  name: "positive_predictive_value",
  label: "positive predictive value",
  definition: "Share of rows predicted positive that are positive.",
  source: FAWCETT,
  order: 90,
  better: "higher",
  needs: ["label", "prediction"],
  undefinedWhen: "no row is selected",
  of: ({ tp }) => tp,
  among: ({ tp, fp }) => tp + fp,
});
