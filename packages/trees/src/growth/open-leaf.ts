import { partsFor } from "../threads/share.ts";
import { bestSplit } from "./best-split.ts";
import type { Branch, Growth, OpenLeaf } from "./grower.ts";
import { addPartials, histogramAt, subtract } from "./histogram.ts";
import { FREE, leafScore, leafValue, scoreOf, within } from "./leaf.ts";
import type { Bounds } from "./leaf.ts";
import { BYTE_BINS, GROUP, STRIDE } from "./memory.ts";
import { rest } from "./split.ts";
import type { Totals } from "./split.ts";

/** A leaf whose best split is not known yet. */
type NewLeaf = Omit<OpenLeaf, "best">;

/** Opens the leaf that a tree begins with: the first rows of `order`. */
export function openRoot(growth: Growth, rows: number): OpenLeaf {
  const place = { node: 0, begin: 0, end: rows, depth: 0, slot: 0 };
  countLeaf(growth, place);
  const root = newLeaf(growth, place, firstColumnTotals(growth), FREE);
  return opened(growth, root, canSplit(growth, root, 1));
}

/**
 * Splits a leaf into its left and its right child.
 *
 * The larger child takes over the histogram of the leaf, less that of the smaller one, which is counted.
 *
 * @param leaves - How many leaves there are, without the new one.
 */
export function splitLeaf(
  growth: Growth,
  leaf: OpenLeaf,
  branch: Branch,
  leaves: number,
): readonly [OpenLeaf, OpenLeaf] {
  partition(growth, leaf, branch);
  const children = newChildren(growth, leaf, branch, leaves);
  const [left, right] = children;
  const mayGrow = children.some((child) => canSplit(growth, child, leaves + 1));
  if (mayGrow) {
    countLeaf(growth, left.slot === leaf.slot ? right : left);
    subtract(growth.memory, leaf.slot, leaves);
  }
  return [
    opened(growth, left, canSplit(growth, left, leaves + 1)),
    opened(growth, right, canSplit(growth, right, leaves + 1)),
  ];
}

function newChildren(
  growth: Growth,
  leaf: OpenLeaf,
  { split, position, left, right }: Branch,
  leaves: number,
): readonly [NewLeaf, NewLeaf] {
  const others = rest(leaf.totals, split.left);
  const [leftSlot, rightSlot] =
    split.left.rows <= others.rows ? [leaves, leaf.slot] : [leaf.slot, leaves];
  const { begin, end } = leaf;
  const middle = begin + split.left.rows;
  const depth = leaf.depth + 1;
  const bounds = childBounds(growth, leaf, position, [split.left, others]);
  return [
    newLeaf(
      growth,
      { node: left, begin, end: middle, depth, slot: leftSlot },
      split.left,
      bounds[0],
    ),
    newLeaf(growth, { node: right, begin: middle, end, depth, slot: rightSlot }, others, bounds[1]),
  ];
}

/** Where a leaf and its rows are. */
type Place = Pick<OpenLeaf, "node" | "begin" | "end" | "depth" | "slot">;

function newLeaf({ rules }: Growth, place: Place, totals: Totals, bounds: Bounds): NewLeaf {
  const { gradient, hessian } = totals;
  const isFree = bounds.low === -Infinity && bounds.high === Infinity;
  const score = isFree
    ? leafScore(gradient, hessian, rules)
    : scoreOf(within(leafValue(gradient, hessian, rules), bounds), gradient, hessian, rules);
  return { ...place, totals, bounds, score };
}

function opened(growth: Growth, leaf: NewLeaf, maySplit: boolean): OpenLeaf {
  return { ...leaf, best: maySplit ? bestSplit(growth, leaf.slot, leaf) : undefined };
}

function canSplit({ rules }: Growth, { totals, depth }: NewLeaf, leaves: number): boolean {
  return leaves < rules.maxLeaves && depth < rules.maxDepth && totals.rows >= 2 * rules.minRows;
}

/**
 * The bounds of two children. Below a split on a monotone feature no leaf of one side passes the middle between the
 * children's values, so that no later split can undo the order.
 */
function childBounds(
  { features, rules }: Growth,
  { bounds }: OpenLeaf,
  position: number,
  [left, right]: readonly [Totals, Totals],
): readonly [Bounds, Bounds] {
  const { direction } = features[position]!;
  if (direction === 0) return [bounds, bounds];
  const valueOf = ({ gradient, hessian }: Totals): number =>
    within(leafValue(gradient, hessian, rules), bounds);
  const middle = (valueOf(left) + valueOf(right)) / 2;
  const below = { ...bounds, high: middle };
  const above = { ...bounds, low: middle };
  return direction > 0 ? [below, above] : [above, below];
}

function countLeaf({ crew, memory, groups }: Growth, { begin, end, slot }: Place): void {
  crew.run("collect", partsFor(end - begin, crew.threads), begin, end);
  const parts = partsFor((end - begin) * groups, crew.threads);
  crew.run("count", parts, begin, end, slot, groups);
  addPartials(memory, { begin, end, slot, groups }, parts);
}

function partition({ crew, memory }: Growth, { node, begin, end }: OpenLeaf, branch: Branch): void {
  memory.tree.positions[node] = branch.position;
  memory.tree.sides.set(branch.sides, node * BYTE_BINS);
  const parts = partsFor(end - begin, crew.threads);
  crew.run("parcel", parts, node, begin, end);
  crew.run("gather", parts, node, begin, end);
}

/** Every row is in one bin of each column, so that the bins of any column sum to all rows. */
function firstColumnTotals({ memory }: Growth): Totals {
  const position = memory.groups[0]! * GROUP;
  const sums = histogramAt(memory, 0);
  let [gradient, hessian, rows] = [0, 0, 0];
  for (let at = memory.starts[position]!; at < memory.starts[position + 1]!; at += STRIDE) {
    gradient += sums[at]!;
    hessian += sums[at + 1]!;
    rows += sums[at + 2]!;
  }
  return { gradient, hessian, rows };
}
