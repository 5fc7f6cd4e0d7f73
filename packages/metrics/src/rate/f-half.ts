import { fBetaEstimate } from "@fairline/numeric";
import { cellMetric } from "../group-metric.ts";
import type { CellMetric } from "../metric.ts";
import { effectiveCells } from "../statistics/evidence.ts";

const BETA = 0.5;

/** The F score that counts precision twice as much as recall. */
export const fHalf: CellMetric = cellMetric({
  name: "f_half",
  label: "F½",
  definition:
    "Weighted harmonic mean of positive predictive value and true positive rate, which counts precision twice as much as recall.",
  source: 'van Rijsbergen, "Information retrieval", Butterworths 1979, chapter 7',
  order: 114,
  unit: "number",
  range: [0, 1],
  better: "higher",
  needs: ["label", "prediction"],
  undefinedWhen: "no row is selected or has a positive label",
  denominators: [({ tp, fp, fn }) => tp + fp + fn],
  interval: "Wilson's score interval of as many rows as its standard error is worth",
  estimate: (group) => fBetaEstimate(effectiveCells(group), BETA),
  untested: true,
  compute: ({ tp, fp, fn }) => (1.25 * tp) / (1.25 * tp + 0.25 * fn + fp),
});
