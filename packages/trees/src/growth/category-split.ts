import { childrenScore, scoreToBeat } from "./gain.ts";
import type { ChildrenScore } from "./gain.ts";
import { BYTE_BINS, STRIDE } from "./memory.ts";
import { rest } from "./split.ts";
import type { FeatureSums, Split, SplitNode, SplitRules, Totals } from "./split.ts";

/** The sums of the rows of a bin. */
interface BinTotals extends Totals {
  readonly bin: number;
}

/** Some bins that go left, and what their rows sum to. */
interface Subset {
  readonly score: number;
  readonly bins: readonly number[];
  readonly left: Totals;
}

const NOTHING: Totals = { gradient: 0, hessian: 0, rows: 0 };

/**
 * The best split of a node into two sets of categories. Missing values count as a category of their own.
 *
 * A feature of few categories is split into one and the rest. One of more is sorted by gradient over hessian, which has
 * the best split into two sets among those along the order (Fisher 1958), and is tried from both ends. A category that
 * no row of the node has, and a missing value that none has, go to the child with more rows, the left one among equals.
 *
 * @returns Undefined where no split keeps to the rules.
 * @see Ke et al., "LightGBM: a highly efficient gradient boosting decision tree", NeurIPS 2017, whose implementation
 *   sorts and limits categories by the same rules
 * @see Fisher, "On grouping for maximum homogeneity", J. Am. Stat. Assoc. 53 (1958), 789-798,
 *   doi:10.1080/01621459.1958.10501479
 */
export function categorySplit(
  sums: FeatureSums,
  node: SplitNode,
  rules: SplitRules,
): Split | undefined {
  const present = presentBins(sums);
  const best =
    sums.bins <= rules.categories.maxOneVsRest
      ? bestSingle(present, node, rules)
      : bestSubset(present, node, rules);
  return best === undefined ? undefined : splitOff(best, present, node);
}

function presentBins({ histogram, start, bins }: FeatureSums): BinTotals[] {
  const found: BinTotals[] = [];
  for (let bin = 0; bin <= bins; bin++) {
    const at = start + bin * STRIDE;
    const rows = histogram[at + 2]!;
    if (rows > 0) found.push({ bin, gradient: histogram[at]!, hessian: histogram[at + 1]!, rows });
  }
  return found;
}

function bestSingle(
  present: readonly BinTotals[],
  node: SplitNode,
  rules: SplitRules,
): Subset | undefined {
  const scoreOf = childrenScore(node, rules, 0);
  let best: Subset | undefined;
  let bestScore = scoreToBeat(node, rules);
  for (const left of present) {
    if (!isLargeEnough(left, rules) || !isLargeEnough(rest(node.totals, left), rules)) continue;
    const score = scoreOf(left.gradient, left.hessian);
    if (!(score > bestScore)) continue;
    bestScore = score;
    best = { score, bins: [left.bin], left };
  }
  return best;
}

function bestSubset(
  present: readonly BinTotals[],
  node: SplitNode,
  rules: SplitRules,
): Subset | undefined {
  const { smoothing, l2 } = rules.categories;
  const slope = (of: BinTotals): number => of.gradient / (of.hessian + smoothing);
  const sorted = present
    .filter(({ rows }) => rows >= smoothing)
    .sort((a, b) => slope(a) - slope(b) || a.bin - b.bin);
  const scoreOf = childrenScore(node, { l1: rules.l1, l2: rules.l2 + l2 }, 0);
  const up = bestPrefix(sorted, { node, rules, scoreOf, above: scoreToBeat(node, rules) });
  const above = up?.score ?? scoreToBeat(node, rules);
  return bestPrefix(sorted.reverse(), { node, rules, scoreOf, above }) ?? up;
}

interface Scan {
  readonly node: SplitNode;
  readonly rules: SplitRules;
  readonly scoreOf: ChildrenScore;
  /** What the score must be above. */
  readonly above: number;
}

/** The best split of the first few categories from the rest. */
function bestPrefix(sorted: readonly BinTotals[], scan: Scan): Subset | undefined {
  const { node, rules, scoreOf } = scan;
  const { maxSubset, minRowsPerGroup } = rules.categories;
  const longest = Math.min(maxSubset, Math.floor((sorted.length + 1) / 2));
  let left = NOTHING;
  let inGroup = 0;
  let best: { readonly score: number; readonly length: number; readonly left: Totals } | undefined;
  for (let length = 1; length <= longest; length++) {
    const added = sorted[length - 1]!;
    left = plus(left, added);
    inGroup += added.rows;
    const right = rest(node.totals, left);
    if (!isLargeEnough(right, rules) || right.rows < minRowsPerGroup) break;
    if (!isLargeEnough(left, rules) || inGroup < minRowsPerGroup) continue;
    inGroup = 0;
    const score = scoreOf(left.gradient, left.hessian);
    if (score > (best?.score ?? scan.above)) best = { score, length, left };
  }
  if (best === undefined) return undefined;
  const bins = sorted.slice(0, best.length).map(({ bin }) => bin);
  return { score: best.score, bins, left: best.left };
}

function splitOff(subset: Subset, present: readonly BinTotals[], node: SplitNode): Split {
  const { left, bins, score } = subset;
  const absent = left.rows >= rest(node.totals, left).rows ? 1 : 0;
  const sides = (): Uint8Array => {
    const found = new Uint8Array(BYTE_BINS).fill(absent);
    for (const { bin } of present) found[bin] = 0;
    for (const bin of bins) found[bin] = 1;
    return found;
  };
  return { gain: score - node.score, left, sides, lastLeft: -1 };
}

function isLargeEnough({ rows, hessian }: Totals, { minRows, minHessian }: SplitRules): boolean {
  return rows >= minRows && hessian >= minHessian;
}

function plus(a: Totals, b: Totals): Totals {
  return {
    gradient: a.gradient + b.gradient,
    hessian: a.hessian + b.hessian,
    rows: a.rows + b.rows,
  };
}
