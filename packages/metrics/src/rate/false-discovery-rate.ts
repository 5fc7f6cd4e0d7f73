import { rate } from "../group-metric.ts";
import type { Rate } from "../metric.ts";

/** How often a positive prediction is wrong: the positive predictive value is what remains. */
export const falseDiscoveryRate: Rate = rate({
  name: "false_discovery_rate",
  label: "false discovery rate",
  definition: "Share of rows predicted positive that are negative.",
  source:
    'Verma and Rubin, "Fairness definitions explained", FairWare 2018, 1-7, doi:10.1145/3194770.3194776',
  order: 102,
  better: "lower",
  needs: ["label", "prediction"],
  undefinedWhen: "no row is selected",
  of: ({ fp }) => fp,
  among: ({ tp, fp }) => tp + fp,
});
