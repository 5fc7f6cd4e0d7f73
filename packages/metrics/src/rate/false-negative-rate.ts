import { rate } from "../group-metric.ts";
import type { Rate } from "../metric.ts";
import { FAWCETT } from "../sources.ts";

/** Also miss rate: the true positive rate is what remains. */
export const falseNegativeRate: Rate = rate({
  name: "false_negative_rate",
  label: "false negative rate",
  definition: "Share of positive rows predicted negative.",
  source: FAWCETT,
  order: 80,
  better: "lower",
  needs: ["label", "prediction"],
  undefinedWhen: "no row has a positive label",
  of: ({ fn }) => fn,
  among: ({ tp, fn }) => tp + fn,
});
