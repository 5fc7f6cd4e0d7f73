import { aucCovariance, aucEstimate, aucPlacements, delongVariance } from "@fairline/numeric";
import { scoreMetric } from "../group-metric.ts";
import type { ScoreMetric } from "../metric.ts";
import { NEGATIVE_ROWS, POSITIVE_ROWS } from "../statistics/evidence.ts";
import type { ScoreRows } from "../statistics/score-rows.ts";

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
  denominators: [POSITIVE_ROWS, NEGATIVE_ROWS],
  interval: "DeLong's interval on the logit scale",
  compute: area,
  estimate: ({ scores }) => aucEstimate(scores),
  covariances: (groups, { scores }) => {
    const last = scores.places.at(-1) ?? -1;
    const placements = aucPlacements(scores, scores.places, last + 1);
    const own = groups.map((group) => delongVariance(group.scores).variance);
    return {
      own,
      overall: delongVariance(scores).variance,
      shared: groups.map((group) => aucCovariance(group.scores, group.scores.places, placements)),
    };
  },
});

/** The inner loop of the bootstrap: the share of pairs that the positive row wins, in one pass over the sorted rows. */
function area({ score, label, weight }: ScoreRows): number {
  let [negativesBelow, positives, won] = [0, 0, 0];
  let [tiedNegatives, tiedPositives] = [0, 0];
  for (let row = 0, n = score.length; row < n; row++) {
    const mass = weight === undefined ? 1 : weight[row]!;
    const positive = mass * label[row]!;
    tiedPositives += positive;
    tiedNegatives += mass - positive;
    if (row + 1 < n && score[row + 1] === score[row]) continue;
    won += tiedPositives * (negativesBelow + tiedNegatives / 2);
    positives += tiedPositives;
    negativesBelow += tiedNegatives;
    tiedPositives = 0;
    tiedNegatives = 0;
  }
  // No more than 1 but for the rounding of weights.
  return Math.min(1, won / (positives * negativesBelow));
}
