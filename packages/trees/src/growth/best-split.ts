import { categorySplit } from "./category-split.ts";
import type { BestSplit, Growth } from "./grower.ts";
import { histogramAt } from "./histogram.ts";
import { numericSplit } from "./numeric-split.ts";
import type { Split, SplitNode } from "./split.ts";

/**
 * The split of a node that gains most, from its histogram; of columns that gain the same the first.
 *
 * @param slot - The number of the histogram.
 */
export function bestSplit(growth: Growth, slot: number, node: SplitNode): BestSplit | undefined {
  const histogram = histogramAt(growth.memory, slot);
  let best: BestSplit | undefined;
  for (const position of growth.positions) {
    const split = splitOn(growth, position, { histogram, node });
    if (split === undefined || split.gain <= (best?.split.gain ?? 0)) continue;
    best = { split, position };
  }
  return best;
}

function splitOn(
  { features, memory, rules }: Growth,
  position: number,
  { histogram, node }: { readonly histogram: Float64Array; readonly node: SplitNode },
): Split | undefined {
  const { kind, bins, direction } = features[position]!;
  const sums = { histogram, start: memory.starts[position]!, bins };
  return kind === "numeric"
    ? numericSplit(sums, node, rules, direction)
    : categorySplit(sums, node, rules);
}
