import { rate } from "../group-metric.ts";
import type { Rate } from "../metric.ts";
import { FAWCETT } from "../sources.ts";

/** How often the favourable decision is taken, whatever the labels say. */
export const selectionRate: Rate = rate({
  name: "selection_rate",
  label: "selection rate",
  definition: "Share of rows predicted positive.",
  source: FAWCETT,
  order: 20,
  better: null,
  needs: ["prediction"],
  undefinedWhen: "no row has weight",
  phrase: { verb: "is selected", among: null },
  of: ({ tp, fp }) => tp + fp,
  among: ({ tp, fp, tn, fn }) => tp + fp + tn + fn,
});
