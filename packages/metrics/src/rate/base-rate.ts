import { rate } from "../group-metric.ts";
import type { Rate } from "../metric.ts";
import { FAWCETT } from "../sources.ts";

/** How common positive labels are, whatever was decided. */
export const baseRate: Rate = rate({
  name: "base_rate",
  label: "base rate",
  definition: "Share of rows with a positive label.",
  source: FAWCETT,
  order: 10,
  better: null,
  needs: ["label"],
  undefinedWhen: "no row has weight",
  of: ({ tp, fn }) => tp + fn,
  among: ({ tp, fp, tn, fn }) => tp + fp + tn + fn,
});
