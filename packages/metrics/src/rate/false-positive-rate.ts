import { rate } from "../group-metric.ts";
import type { Rate } from "../metric.ts";
import { FAWCETT } from "../sources.ts";

/** Also fall-out: the true negative rate is what remains. */
export const falsePositiveRate: Rate = rate({
  name: "false_positive_rate",
  label: "false positive rate",
  definition: "Share of negative rows predicted positive.",
  source: FAWCETT,
  order: 60,
  better: "lower",
  needs: ["label", "prediction"],
  undefinedWhen: "no row has a negative label",
  phrase: { verb: "is selected", among: "rows with a negative label" },
  of: ({ fp }) => fp,
  among: ({ fp, tn }) => fp + tn,
});
