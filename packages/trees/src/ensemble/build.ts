import { binCount } from "../bins/feature-bins.ts";
import type { FeatureBins } from "../bins/feature-bins.ts";
import type { Branch, GrownNode } from "../growth/grower.ts";
import type { Objective } from "../objective.ts";
import { SUBSET_WORDS } from "./ensemble.ts";
import type { Ensemble, Feature } from "./ensemble.ts";

/** What an ensemble is made of. */
export interface Grown {
  readonly objective: Objective;
  readonly base: Float64Array;
  /** Of every column. */
  readonly bins: readonly FeatureBins[];
  /** The columns that trees could split, by position. */
  readonly kept: readonly number[];
  readonly trees: readonly (readonly GrownNode[])[];
}

/** Lays grown trees out as an ensemble. */
export function buildEnsemble(grown: Grown): Ensemble {
  const { objective, base, bins, trees } = grown;
  const ensemble = {
    objective,
    features: bins.map(featureOf),
    base,
    treeStarts: startsOf(trees),
    ...emptyNodes(trees.reduce((sum, tree) => sum + tree.length, 0)),
  };
  const subsets: Uint32Array[] = [];
  trees.forEach((tree, t) => {
    const start = ensemble.treeStarts[t]!;
    tree.forEach((node, i) => {
      writeNode(ensemble, start + i, node);
      if (node.branch === undefined) return;
      writeBranch(ensemble, start + i, { grown, branch: node.branch, start, subsets });
    });
  });
  return { ...ensemble, subsets: joined(subsets) };
}

function featureOf(bins: FeatureBins): Feature {
  const { kind, name } = bins;
  return kind === "numeric" ? { kind, name } : { kind, name, codes: bins.codes };
}

function startsOf(trees: readonly (readonly GrownNode[])[]): Uint32Array {
  const starts = new Uint32Array(trees.length + 1);
  trees.forEach((tree, t) => {
    starts[t + 1] = starts[t]! + tree.length;
  });
  return starts;
}

type Nodes = Omit<Ensemble, "objective" | "features" | "base" | "treeStarts" | "subsets">;

function emptyNodes(count: number): Nodes {
  return {
    feature: new Int32Array(count).fill(-1),
    threshold: new Float64Array(count),
    subset: new Int32Array(count).fill(-1),
    missingLeft: new Uint8Array(count),
    left: new Uint32Array(count),
    right: new Uint32Array(count),
    value: new Float64Array(count),
    gain: new Float64Array(count),
    cover: new Float64Array(count),
    rows: new Float64Array(count),
  };
}

function writeNode({ value, cover, rows }: Nodes, at: number, node: GrownNode): void {
  value[at] = node.value;
  cover[at] = node.totals.hessian;
  rows[at] = node.totals.rows;
}

interface BranchPlace {
  readonly grown: Grown;
  readonly branch: Branch;
  /** The node that the tree begins with. */
  readonly start: number;
  readonly subsets: Uint32Array[];
}

function writeBranch(
  nodes: Nodes,
  at: number,
  { grown, branch, start, subsets }: BranchPlace,
): void {
  const { split, sides } = branch;
  const place = grown.kept[branch.position]!;
  const bins = grown.bins[place]!;
  nodes.feature[at] = place;
  nodes.left[at] = start + branch.left;
  nodes.right[at] = start + branch.right;
  nodes.gain[at] = split.gain;
  nodes.missingLeft[at] = sides[binCount(bins)]!;
  if (bins.kind === "numeric") {
    // There is no edge after the last bin: all values go left.
    nodes.threshold[at] = bins.edges[split.lastLeft] ?? Infinity;
  } else {
    nodes.subset[at] = subsets.length;
    subsets.push(wordsOf(sides.subarray(0, binCount(bins))));
  }
}

function wordsOf(sides: Uint8Array): Uint32Array {
  const words = new Uint32Array(SUBSET_WORDS);
  sides.forEach((side, bin) => {
    words[bin >>> 5]! |= side << (bin & 31);
  });
  return words;
}

function joined(subsets: readonly Uint32Array[]): Uint32Array {
  const words = new Uint32Array(subsets.length * SUBSET_WORDS);
  subsets.forEach((subset, number) => {
    words.set(subset, number * SUBSET_WORDS);
  });
  return words;
}
