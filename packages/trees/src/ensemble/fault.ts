import { outputsOf } from "../objective.ts";
import { SUBSET_WORDS, isListed } from "./ensemble.ts";
import type { Ensemble } from "./ensemble.ts";

/** What is wrong with an ensemble, in words; undefined if every row has a leaf of each tree and a finite score. */
export function faultOf(ensemble: Ensemble): string | undefined {
  const { treeStarts, feature, base, objective } = ensemble;
  const outputs = outputsOf(objective);
  if (base.length !== outputs) {
    return `there are ${String(base.length)} base scores for ${String(outputs)} outputs`;
  }
  const trees = treeStarts.length - 1;
  if (trees % outputs !== 0) return `${String(trees)} trees are no whole number of rounds`;
  if (treeStarts[0] !== 0 || treeStarts[trees] !== feature.length || !haveOneLength(ensemble)) {
    return "the nodes are not all there";
  }
  for (let tree = 0; tree < trees; tree++) {
    const end = treeStarts[tree + 1]!;
    if (end <= treeStarts[tree]!) return `tree ${String(tree)} has no node`;
    for (let node = treeStarts[tree]!; node < end; node++) {
      if (!isNode(ensemble, node, end)) return `node ${String(node)} is none of a tree`;
    }
  }
  return undefined;
}

function haveOneLength(ensemble: Ensemble): boolean {
  const { feature, threshold, subset, missingLeft, left, right, value, gain, cover, rows } =
    ensemble;
  const arrays = [threshold, subset, missingLeft, left, right, value, gain, cover, rows];
  return arrays.every(({ length }) => length === feature.length);
}

/** A child comes after its parent in the same tree, so that every way down ends. */
function isNode(ensemble: Ensemble, node: number, end: number): boolean {
  const split = ensemble.feature[node]!;
  if (!Number.isFinite(ensemble.value[node])) return false;
  if (split === -1) return true;
  const children = [ensemble.left[node]!, ensemble.right[node]!];
  return children.every((child) => child > node && child < end) && isSplit(ensemble, node, split);
}

function isSplit(ensemble: Ensemble, node: number, split: number): boolean {
  const { features, subset, subsets, threshold, missingLeft } = ensemble;
  const feature = features[split];
  if (feature === undefined) return false;
  const number = subset[node]!;
  if (feature.kind === "numeric") return number === -1 && !Number.isNaN(threshold[node]);
  if (number < 0 || (number + 1) * SUBSET_WORDS > subsets.length) return false;
  // Some category must part from missing values.
  const isMissingLeft = missingLeft[node] === 1;
  return feature.codes.some((_, bin) => isListed(subsets, number, bin) !== isMissingLeft);
}
