import { portableLog } from "@fairline/numeric";
import { meanMetric } from "../group-metric.ts";
import type { MeanMetric } from "../metric.ts";

/** How unsure scores are: 0 where all are 0 or 1, ln 2 where all are a half. It does not say whether they are right. */
export const scoreEntropy: MeanMetric = meanMetric({
  name: "score_entropy",
  label: "score entropy",
  definition: "Mean entropy of the label that each score predicts, in nats.",
  source:
    'Shannon, "A mathematical theory of communication", Bell Syst. Tech. J. 27 (1948), 379-423, doi:10.1002/j.1538-7305.1948.tb01338.x',
  order: 236,
  unit: "number",
  range: [0, Math.LN2],
  better: null,
  needs: ["score"],
  undefinedWhen: "no row has weight",
  // No more than that of a half but for rounding.
  of: (_, score) => Math.min(Math.LN2, termOf(score) + termOf(1 - score)),
});

function termOf(chance: number): number {
  return chance > 0 ? -chance * portableLog(chance) : 0;
}
