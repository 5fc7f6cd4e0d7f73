import { isListed, treeCount } from "../ensemble/ensemble.ts";
import type { Ensemble } from "../ensemble/ensemble.ts";

/** A node of an ONNX tree. Trees count from 0, the base scores', and ids in each tree from 0, the root's. */
export interface OnnxNode {
  readonly tree: number;
  readonly id: number;
  readonly mode: "BRANCH_LEQ" | "BRANCH_EQ" | "LEAF";
  readonly feature: number;
  /** What the feature is compared with. */
  readonly value: number;
  /** Ids of the children. */
  readonly whenTrue: number;
  readonly whenFalse: number;
  readonly isMissingTrue: boolean;
}

/** What a leaf adds to an output. */
export interface OnnxLeaf {
  readonly tree: number;
  readonly id: number;
  readonly output: number;
  readonly value: number;
}

/** The nodes and leaves of all trees. */
export interface OnnxForest {
  readonly nodes: readonly OnnxNode[];
  readonly leaves: readonly OnnxLeaf[];
}

/**
 * The trees of an ensemble as ONNX knows them. The base scores are a tree too, of one leaf that adds to every output: what
 * runtimes make of a classifier's base values differs.
 */
export function onnxNodes(ensemble: Ensemble): OnnxForest {
  const trees = Array.from({ length: treeCount(ensemble) }, (_, tree) => onnxTree(ensemble, tree));
  const forest = [baseTree(ensemble), ...trees];
  return {
    nodes: forest.flatMap(({ nodes }) => nodes),
    leaves: forest.flatMap(({ leaves }) => leaves),
  };
}

function baseTree({ base }: Ensemble): OnnxForest {
  const leaves = Array.from(base, (value, output) => ({ tree: 0, id: 0, output, value }));
  return { nodes: [leafNode(0, 0)], leaves };
}

function onnxTree(ensemble: Ensemble, number: number): OnnxForest {
  const { treeStarts, feature, value, base } = ensemble;
  const tree = number + 1;
  const start = treeStarts[number]!;
  const size = treeStarts[number + 1]! - start;
  const nodes: OnnxNode[] = [];
  const leaves: OnnxLeaf[] = [];
  let nextId = size;
  for (let id = 0; id < size; id++) {
    const place = { tree, id, node: start + id, start };
    if (feature[place.node] === -1) {
      nodes.push(leafNode(tree, id));
      leaves.push({ tree, id, output: number % base.length, value: value[place.node]! });
    } else if (ensemble.subset[place.node] === -1) {
      nodes.push(numericNode(ensemble, place));
    } else {
      const chain = subsetNodes(ensemble, place, nextId);
      nextId += chain.length - 1;
      nodes.push(...chain);
    }
  }
  return { nodes, leaves };
}

/** A node by its numbers in the tree and in the ensemble, and the ensemble's number of the tree's root. */
interface Place {
  readonly tree: number;
  readonly id: number;
  readonly node: number;
  readonly start: number;
}

function numericNode(ensemble: Ensemble, { tree, id, node, start }: Place): OnnxNode {
  return {
    tree,
    id,
    mode: "BRANCH_LEQ",
    feature: ensemble.feature[node]!,
    value: ensemble.threshold[node]!,
    whenTrue: ensemble.left[node]! - start,
    whenFalse: ensemble.right[node]! - start,
    isMissingTrue: ensemble.missingLeft[node] === 1,
  };
}

/**
 * Asks for one category after the other. A missing value equals none, nor does an unknown one, so that both come to the end of
 * the chain.
 *
 * @param nextId - The id of the chain's second node.
 */
function subsetNodes(
  ensemble: Ensemble,
  { tree, id, node, start }: Place,
  nextId: number,
): OnnxNode[] {
  const isMissingLeft = ensemble.missingLeft[node] === 1;
  const [left, right] = [ensemble.left[node]! - start, ensemble.right[node]! - start];
  const [found, other] = isMissingLeft ? [right, left] : [left, right];
  const codes = categoriesOf(ensemble, node, !isMissingLeft);
  return codes.map((code, place) => ({
    tree,
    id: place === 0 ? id : nextId + place - 1,
    mode: "BRANCH_EQ",
    feature: ensemble.feature[node]!,
    value: code,
    whenTrue: found,
    whenFalse: place === codes.length - 1 ? other : nextId + place,
    isMissingTrue: false,
  }));
}

/** The codes that go to one side of a split. */
function categoriesOf(ensemble: Ensemble, node: number, isLeft: boolean): number[] {
  const feature = ensemble.features[ensemble.feature[node]!]!;
  // A split has a subset only on a column of categories.
  const codes = feature.kind === "category" ? Array.from(feature.codes) : [];
  return codes.filter(
    (_, bin) => isListed(ensemble.subsets, ensemble.subset[node]!, bin) === isLeft,
  );
}

function leafNode(tree: number, id: number): OnnxNode {
  return {
    tree,
    id,
    mode: "LEAF",
    feature: 0,
    value: 0,
    whenTrue: 0,
    whenFalse: 0,
    isMissingTrue: false,
  };
}
