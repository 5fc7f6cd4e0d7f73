import type { Partition } from "@fairline/arrow";
import { pairWeights } from "./pairs.ts";

/**
 * Weighs rows so that group and label are independent under the weights.
 *
 * A row of group g and label y gets its prior weight times `P(g) P(y) / P(g, y)`, with probabilities counted under the
 * prior weights. Pairs rarer than independence would have them weigh more than before, commoner ones less. The weights of
 * every group, of every label and of all rows keep their sums exactly where every pair of group and label occurs; a pair
 * that never occurs cannot be given weight, and the sums are smaller by what it would have got.
 *
 * @param group - Length n.
 * @param label - Length n.
 * @param prior - Weight of each row before, at least 0; length n.
 * @returns Length n, at least 0. A row of prior weight 0 stays at 0.
 * @see Kamiran and Calders (2012), "reweighing"
 */
export function reweighingWeights(
  group: Partition,
  label: Partition,
  prior: Float64Array,
): Float64Array {
  const width = label.groups.length;
  const ofGroup = new Float64Array(group.groups.length);
  const ofLabel = new Float64Array(width);
  const ofPair = pairWeights(group, label, prior);
  let total = 0;
  for (const [row, weight] of prior.entries()) {
    ofGroup[group.codes[row]!]! += weight;
    ofLabel[label.codes[row]!]! += weight;
    total += weight;
  }
  return prior.map((weight, row) => {
    const g = group.codes[row]!;
    const y = label.codes[row]!;
    if (weight === 0) return 0;
    return (weight * (ofGroup[g]! * ofLabel[y]!)) / (total * ofPair[g * width + y]!);
  });
}
