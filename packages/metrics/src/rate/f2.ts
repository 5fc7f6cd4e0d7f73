import { fBetaEstimate } from "@fairline/numeric";
import { cellMetric } from "../group-metric.ts";
import type { CellMetric } from "../metric.ts";
import { effectiveCells } from "../statistics/evidence.ts";

const BETA = 2;

/** The F score that counts recall twice as much as precision. */
export const f2: CellMetric = cellMetric({
  name: "f2",
  label: "F2",
  definition:
    "Weighted harmonic mean of positive predictive value and true positive rate, which counts recall twice as much as precision.",
  source: 'van Rijsbergen, "Information retrieval", Butterworths 1979, chapter 7',
  order: 112,
  unit: "number",
  range: [0, 1],
  better: "higher",
  needs: ["label", "prediction"],
  undefinedWhen: "no row is selected or has a positive label",
  denominators: [({ tp, fp, fn }) => tp + fp + fn],
  interval: "Wilson's score interval of as many rows as its standard error is worth",
  estimate: (group) => fBetaEstimate(effectiveCells(group), BETA),
  untested: true,
  compute: ({ tp, fp, fn }) => (5 * tp) / (5 * tp + 4 * fn + fp),
});
