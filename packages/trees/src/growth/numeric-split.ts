import { childrenScore, scoreToBeat } from "./gain.ts";
import type { Direction } from "./gain.ts";
import { BYTE_BINS, STRIDE } from "./memory.ts";
import { rest } from "./split.ts";
import type { FeatureSums, Split, SplitNode, SplitRules, Totals } from "./split.ts";

/** A cut between two bins. */
interface Cut {
  readonly score: number;
  readonly lastLeft: number;
  readonly left: Totals;
  readonly isMissingLeft: boolean;
}

/**
 * The best split of a node between two bins of a numeric feature, with the node's missing values on either side.
 *
 * Where the node misses no value, a missing one goes to the child with more rows, the left one among equals. Of splits with
 * the same gain the one with the fewest bins on the left is taken, and missing values go right.
 *
 * @returns Undefined where no split keeps to the rules.
 */
export function numericSplit(
  sums: FeatureSums,
  node: SplitNode,
  rules: SplitRules,
  direction: Direction,
): Split | undefined {
  const { histogram, start, bins } = sums;
  const at = start + bins * STRIDE;
  const missing = {
    gradient: histogram[at]!,
    hessian: histogram[at + 1]!,
    rows: histogram[at + 2]!,
  };
  const scan = (isMissingLeft: boolean, above: number): Cut | undefined =>
    bestCut(sums, { node, rules, direction, missing, isMissingLeft, above });
  const toBeat = scoreToBeat(node, rules);
  const right = scan(false, toBeat);
  const left = missing.rows > 0 ? scan(true, right?.score ?? toBeat) : undefined;
  const best = left ?? right;
  return best === undefined ? undefined : splitAt(best, sums, node, missing);
}

interface Scan {
  readonly node: SplitNode;
  readonly rules: SplitRules;
  readonly direction: Direction;
  readonly missing: Totals;
  readonly isMissingLeft: boolean;
  /** What the score must be above. */
  readonly above: number;
}

function bestCut({ histogram, start, bins }: FeatureSums, scan: Scan): Cut | undefined {
  const { node, rules, missing, isMissingLeft } = scan;
  const { minRows, minHessian } = rules;
  const scoreOf = childrenScore(node, rules, scan.direction);
  let { gradient, hessian, rows } = isMissingLeft ? missing : { gradient: 0, hessian: 0, rows: 0 };
  let best: Cut | undefined;
  let bestScore = scan.above;
  // All values on the left leave the missing ones on the right.
  const last = missing.rows > 0 && !isMissingLeft ? bins : bins - 1;
  for (let bin = 0; bin < last; bin++) {
    const at = start + bin * STRIDE;
    gradient += histogram[at]!;
    hessian += histogram[at + 1]!;
    rows += histogram[at + 2]!;
    if (rows < minRows || hessian < minHessian) continue;
    if (node.totals.rows - rows < minRows || node.totals.hessian - hessian < minHessian) break;
    const score = scoreOf(gradient, hessian);
    if (!(score > bestScore)) continue;
    bestScore = score;
    best = { score, lastLeft: bin, left: { gradient, hessian, rows }, isMissingLeft };
  }
  return best;
}

function splitAt(cut: Cut, { bins }: FeatureSums, node: SplitNode, missing: Totals): Split {
  const { left, lastLeft } = cut;
  const isMissingLeft =
    missing.rows > 0 ? cut.isMissingLeft : left.rows >= rest(node.totals, left).rows;
  const sides = (): Uint8Array => {
    const found = new Uint8Array(BYTE_BINS).fill(1, 0, lastLeft + 1);
    if (isMissingLeft) found[bins] = 1;
    return found;
  };
  return { gain: cut.score - node.score, left, sides, lastLeft };
}
