import type { ScoreRows } from "./score-rows.ts";

/** The weight of the rows of a label, and their mean score; NaN for none. */
export interface LabelMean {
  readonly weight: number;
  readonly mean: number;
}

/** @param label - 0 or 1. */
export function meanOfLabel(rows: ScoreRows, label: 0 | 1): LabelMean {
  const { score, weight } = rows;
  let [mass, total] = [0, 0];
  for (let row = 0; row < score.length; row++) {
    if (rows.label[row] !== label) continue;
    const w = weight === undefined ? 1 : weight[row]!;
    mass += w;
    total += w * score[row]!;
  }
  // Within the scores but for rounding.
  return { weight: mass, mean: Math.min(1, total / mass) };
}

/** How fast the mean score of the rows of a label rises with the weight of each row. */
export function influencesOnMean(rows: ScoreRows, label: 0 | 1): Float64Array {
  const { weight, mean } = meanOfLabel(rows, label);
  const found = new Float64Array(rows.score.length);
  for (let row = 0; row < found.length; row++) {
    if (rows.label[row] === label) found[row] = (rows.score[row]! - mean) / weight;
  }
  return found;
}
