import { rateEstimate } from "@fairline/numeric";
import { influenceMetric } from "../influence-metric.ts";
import type { ScoreMetric } from "../metric.ts";
import { effectiveRows, NEGATIVE_ROWS, POSITIVE_ROWS } from "../statistics/evidence.ts";
import type { ScoreRows } from "../statistics/score-rows.ts";

/**
 * Average precision: the area under the precision-recall curve, as steps. Rows of equal score enter together. It rises with the
 * share of positive labels, so that groups of other base rates have other figures for the same ranking.
 */
export const averagePrecision: ScoreMetric = influenceMetric({
  name: "average_precision",
  label: "average precision",
  definition:
    "Mean over positive rows of the share of positive labels among rows that score as high or higher.",
  source:
    'Boyd, Eng and Page, "Area under the precision-recall curve: point estimates and confidence intervals", ECML PKDD 2013, doi:10.1007/978-3-642-40994-3_29; as in scikit-learn',
  order: 205,
  unit: "number",
  range: [0, 1],
  better: "higher",
  needs: ["label", "score"],
  undefinedWhen: "the rows have one label only",
  denominators: [POSITIVE_ROWS, NEGATIVE_ROWS],
  scale: "logit",
  // Where all positive rows score highest: as for a share of the positive rows.
  atEnd: (group) => {
    const n = effectiveRows(group, POSITIVE_ROWS);
    return rateEstimate(n, n, "wilson");
  },
  untested: true,
  compute: (scores) => {
    const { positives, negatives, won } = precisions(scores);
    return positives > 0 && negatives > 0 ? Math.min(1, won / positives) : Number.NaN;
  },
  influence,
});

/** Sums over the rows from the highest score down. */
interface Precisions {
  /** Over positive rows, of weight times precision. */
  readonly won: number;
  readonly positives: number;
  readonly negatives: number;
}

/** @param above - Where the weight of the rows that score as high as each or higher is written, and of the positive ones among them. */
function precisions(
  { score, label, weight }: ScoreRows,
  above?: { readonly all: Float64Array; readonly positive: Float64Array },
): Precisions {
  let [positives, negatives, won, end] = [0, 0, 0, score.length];
  while (end > 0) {
    const before = positives;
    const value = score[end - 1];
    let start = end;
    for (; start > 0 && score[start - 1] === value; start--) {
      const mass = weight === undefined ? 1 : weight[start - 1]!;
      positives += mass * label[start - 1]!;
      negatives += mass * (1 - label[start - 1]!);
    }
    const total = positives + negatives;
    // Rows that a resample left out have no weight.
    if (total > 0) won += ((positives - before) * positives) / total;
    if (above !== undefined) {
      for (let row = start; row < end; row++) {
        above.all[row] = total;
        above.positive[row] = positives;
      }
    }
    end = start;
  }
  return { won, positives, negatives };
}

/** A row changes its own precision's part in the mean, and the precision at every positive row that scores as low or lower. */
function influence(scores: ScoreRows): Float64Array {
  const { score, label, weight } = scores;
  const above = {
    all: new Float64Array(score.length),
    positive: new Float64Array(score.length),
  };
  const { won, positives } = precisions(scores, above);
  const found = new Float64Array(score.length);
  const value = won / positives;
  let [ofPositive, ofNegative, start] = [0, 0, 0];
  while (start < score.length) {
    let [end, tied] = [start, 0];
    const shared = score[start];
    for (; end < score.length && score[end] === shared; end++) {
      tied += label[end]! * (weight === undefined ? 1 : weight[end]!);
    }
    const precision = above.positive[start]! / above.all[start]!;
    // By how much one more positive row as high or higher lifts the sum of precisions, and one more negative row lowers it.
    ofPositive += (tied * (1 - precision)) / above.all[start]!;
    ofNegative += (tied * precision) / above.all[start]!;
    for (; start < end; start++) {
      found[start] =
        (label[start] === 1 ? precision - value + ofPositive : -ofNegative) / positives;
    }
  }
  return found;
}
