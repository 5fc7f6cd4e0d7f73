import { rate } from "../group-metric.ts";
import type { Rate } from "../metric.ts";
import { FAWCETT } from "../sources.ts";

/** How often label and prediction are the same. */
export const accuracy: Rate = rate({
  name: "accuracy",
  label: "accuracy",
  definition: "Share of rows predicted as labelled.",
  source: FAWCETT,
  order: 30,
  better: "higher",
  needs: ["label", "prediction"],
  undefinedWhen: "no row has weight",
  of: ({ tp, tn }) => tp + tn,
  among: ({ tp, fp, tn, fn }) => tp + fp + tn + fn,
});
