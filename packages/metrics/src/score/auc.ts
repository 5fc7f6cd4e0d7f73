import { scoreMetric } from "../group-metric.ts";
import type { ScoreMetric } from "../metric.ts";

/** The area under the ROC curve. Weighted rows count as that many. */
export const auc: ScoreMetric = scoreMetric({
  name: "auc",
  label: "AUC",
  definition: "Chance that a positive row scores above a negative one, ties counting half.",
  source:
    'Hanley and McNeil, "The meaning and use of the area under a receiver operating characteristic (ROC) curve", Radiology 143 (1982), 29-36, doi:10.1148/radiology.143.1.7063747',
  order: 200,
  unit: "number",
  range: [0, 1],
  better: "higher",
  needs: ["label", "score"],
  undefinedWhen: "the rows have one label only",
  compute: (scores) => scores.auc,
});
