import { rate } from "../group-metric.ts";
import type { Rate } from "../metric.ts";
import { FAWCETT } from "../sources.ts";

/** Also sensitivity, or recall. */
export const truePositiveRate: Rate = rate({
  name: "true_positive_rate",
  label: "true positive rate",
  definition: "Share of positive rows predicted positive.",
  source: FAWCETT,
  order: 50,
  better: "higher",
  needs: ["label", "prediction"],
  undefinedWhen: "no row has a positive label",
  phrase: { verb: "is selected", among: "rows with a positive label" },
  of: ({ tp }) => tp,
  among: ({ tp, fn }) => tp + fn,
});
