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

/** Sums over rows from the highest score down to and with each. */
interface Precisions {
  /** The share of positive labels among the rows that score as high or higher. */
  readonly precision: Float64Array;
  /** The weight of those rows. */
  readonly above: Float64Array;
  /** Over positive rows, of weight times precision. */
  readonly won: number;
  readonly positives: number;
  readonly negatives: number;
}

function precisions({ score, label, weight }: ScoreRows): Precisions {
  const { length } = score;
  const [precision, above] = [new Float64Array(length), new Float64Array(length)];
  let [positives, negatives, won, end] = [0, 0, 0, length];
  while (end > 0) {
    const before = positives;
    let start = end;
    for (; start > 0 && score[start - 1] === score[end - 1]; start--) {
      const mass = weight === undefined ? 1 : weight[start - 1]!;
      if (label[start - 1] === 1) positives += mass;
      else negatives += mass;
    }
    const total = positives + negatives;
    precision.fill(positives / total, start, end);
    above.fill(total, start, end);
    // Rows that a resample left out have no weight.
    if (total > 0) won += (positives - before) * (positives / total);
    end = start;
  }
  return { precision, above, won, positives, negatives };
}

/** A row changes its own precision's part in the mean, and the precision at every positive row that scores as low or lower. */
function influence(scores: ScoreRows): Float64Array {
  const { score, label, weight } = scores;
  const { precision, above, won, positives } = precisions(scores);
  const found = new Float64Array(score.length);
  const value = won / positives;
  let [ofPositive, ofNegative, start] = [0, 0, 0];
  while (start < score.length) {
    let [end, tied] = [start, 0];
    for (; end < score.length && score[end] === score[start]; end++) {
      tied += label[end]! * (weight === undefined ? 1 : weight[end]!);
    }
    // By how much one more positive row as high or higher lifts the sum of precisions, and one more negative row lowers it.
    ofPositive += (tied * (1 - precision[start]!)) / above[start]!;
    ofNegative += (tied * precision[start]!) / above[start]!;
    for (; start < end; start++) {
      found[start] =
        (label[start] === 1 ? precision[start]! - value + ofPositive : -ofNegative) / positives;
    }
  }
  return found;
}
