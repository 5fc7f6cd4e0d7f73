import type { Branch, Grower, GrownNode, Growth, OpenLeaf } from "./grower.ts";
import { leafValue, within } from "./leaf.ts";
import { GROUP } from "./memory.ts";
import type { GrowthMemory } from "./memory.ts";
import { openRoot, splitLeaf } from "./open-leaf.ts";

/**
 * Grows a tree: the leaf whose split gains most is split first, until there are `maxLeaves` of them or none gains.
 *
 * Of leaves that gain the same the one that came to be first is split, and of its columns the first. The memory's `order`
 * and `tree` keep what adding the tree to raw scores needs.
 *
 * @param rows - How many rows it is grown on, which are the first ones in `order`.
 * @param positions - Of the columns that it may split, ascending.
 * @returns Nodes, the root first and children after their parent.
 * @see Friedman, "Greedy function approximation: a gradient boosting machine", Ann. Stat. 29 (2001), 1189-1232,
 *   doi:10.1214/aos/1013203451
 */
export function growTree(grower: Grower, rows: number, positions: readonly number[]): GrownNode[] {
  const growth = { ...grower, positions, groups: chooseGroups(grower.memory, positions) };
  const root = openRoot(growth, rows);
  const nodes = [grownNode(growth, root)];
  const leaves = [root];
  while (leaves.length < grower.rules.maxLeaves) {
    const [place, leaf] = mostGaining(leaves);
    if (leaf.best === undefined) break;
    const children = { left: nodes.length, right: nodes.length + 1 };
    const branch = { ...leaf.best, ...children, sides: leaf.best.split.sides() };
    const [left, right] = splitLeaf(growth, leaf, branch, leaves.length);
    nodes[leaf.node] = { ...nodes[leaf.node]!, branch };
    noteBranch(growth.memory, leaf.node, branch);
    nodes.push(grownNode(growth, left), grownNode(growth, right));
    leaves.splice(place, 1);
    leaves.push(left, right);
  }
  noteLeaves(growth.memory, leaves);
  return nodes;
}

function mostGaining(leaves: readonly OpenLeaf[]): readonly [number, OpenLeaf] {
  const gainAt = (place: number): number => leaves[place]!.best?.split.gain ?? 0;
  let best = 0;
  for (let place = 1; place < leaves.length; place++) {
    if (gainAt(place) > gainAt(best)) best = place;
  }
  return [best, leaves[best]!];
}

/** Names the groups of the columns first in `groups`; the first group where there are none. */
function chooseGroups({ groups }: GrowthMemory, positions: readonly number[]): number {
  const chosen = new Set(positions.map((position) => Math.floor(position / GROUP)));
  if (chosen.size === 0) chosen.add(0);
  groups.set([...chosen]);
  return chosen.size;
}

function grownNode({ memory, rules }: Growth, leaf: OpenLeaf): GrownNode {
  const { node, totals, bounds, score } = leaf;
  const best = within(leafValue(totals.gradient, totals.hessian, rules), bounds);
  const value = best * rules.learningRate;
  memory.tree.values[node] = value;
  memory.tree.children.fill(0, 2 * node, 2 * node + 2);
  return { totals, bounds, score, value, branch: undefined };
}

function noteBranch({ tree }: GrowthMemory, node: number, { left, right }: Branch): void {
  tree.children[2 * node] = right;
  tree.children[2 * node + 1] = left;
}

function noteLeaves({ tree }: GrowthMemory, leaves: readonly OpenLeaf[]): void {
  leaves.forEach(({ node, begin, end }, leaf) => {
    tree.leaves.set([node, begin, end], leaf * 3);
  });
}
