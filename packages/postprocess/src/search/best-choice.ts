import { candidatesFor, cutsBetween } from "./candidates.ts";
import type { Candidates, Figures } from "./candidates.ts";
import { slidingBest } from "./sliding-best.ts";
import { ROUNDING, gapBetween, highestFigure } from "./tolerance.ts";
import type { Tolerance } from "./tolerance.ts";

/** One cut per group. */
export interface Choice {
  readonly chosen: readonly number[];
  /** Sum of the gains of the groups. */
  readonly gain: number;
  /** The largest gap over the figures. */
  readonly gap: number;
}

/** What {@link bestChoice} looks for. */
export interface ChoiceProblem {
  readonly figures: Figures;
  /** What each cut of each group adds. */
  readonly gains: readonly Float64Array[];
  readonly tolerance: Tolerance;
}

/**
 * Finds the choice of one cut per group with the largest sum of gains among all whose figures are within the tolerance.
 *
 * For every figure r that some group can have, each group takes its best cut with a figure from r to as far as the tolerance
 * reaches: with one figure, the best of these windows is the answer, in a time linear in the number of cuts. With several
 * figures each window of the first is searched by the next in turn, the most promising first, until no window left
 * could hold a better choice: those whose groups cannot meet in the next figure are never opened.
 *
 * Ties go to the smaller gap; with several figures, among the choices of one window.
 *
 * @param candidates - Of {@link candidateCuts}.
 * @param best - A choice to start from, if one within the tolerance is known.
 * @returns Undefined where no choice is within the tolerance.
 */
export function bestChoice(
  problem: ChoiceProblem,
  candidates: Candidates,
  best: Choice | undefined,
): Choice | undefined {
  return searchFigure(problem, { ...candidates, depth: 0 }, best);
}

/** The cuts that are left for the figure at a depth. */
interface Part extends Candidates {
  readonly depth: number;
}

function searchFigure(
  problem: ChoiceProblem,
  part: Part,
  start: Choice | undefined,
): Choice | undefined {
  const { figures, tolerance } = problem;
  const depth = part.depth + 1;
  if (depth === figures.length) return searchLast(problem, part, start);
  let best = start;
  for (const { low, bound } of promisingWindows(problem, part, best)) {
    if (best !== undefined && bound <= best.gain) break;
    const high = highestFigure(tolerance, low);
    const inside = part.groups.map((ordered) => cutsBetween(ordered, low - ROUNDING, high));
    best = searchFigure(problem, { ...candidatesFor(inside, figures[depth]!), depth }, best);
  }
  return best;
}

/** One figure is left: every window has its best choice. */
function searchLast(
  { figures, gains, tolerance }: ChoiceProblem,
  { groups, lows }: Part,
  start: Choice | undefined,
): Choice | undefined {
  const windows = groups.map(({ cuts, keys }, g) => slidingBest(keys, taken(gains[g]!, cuts)));
  const found = new Int32Array(groups.length);
  let best = start;
  for (const low of lows) {
    const high = highestFigure(tolerance, low);
    let gain = 0;
    for (let g = 0; g < groups.length; g++) {
      const at = windows[g]!(low - ROUNDING, high);
      found[g] = at < 0 ? -1 : groups[g]!.cuts[at]!;
      gain += at < 0 ? -Infinity : gains[g]![found[g]!]!;
    }
    if (gain === -Infinity || (best !== undefined && gain < best.gain)) continue;
    const chosen = [...found];
    const gap = Math.max(
      ...figures.map((of) =>
        gapBetween(
          chosen.map((k, g) => of[g]![k]!),
          tolerance,
        ),
      ),
    );
    if (best === undefined || gain > best.gain || gap < best.gap) best = { chosen, gain, gap };
  }
  return best;
}

/** Windows of a figure in which the groups can meet in the next one, with what their best cuts would gain, the most first. */
function promisingWindows(
  { figures, gains, tolerance }: ChoiceProblem,
  { groups, lows, depth }: Part,
  best: Choice | undefined,
): { readonly low: number; readonly bound: number }[] {
  const sliders = groups.map(({ cuts, keys }, g) => {
    const next = taken(figures[depth + 1]![g]!, cuts);
    const gain = taken(gains[g]!, cuts);
    const negated = next.map((figure) => -figure);
    return {
      gain,
      next,
      best: slidingBest(keys, gain),
      highest: slidingBest(keys, next),
      lowest: slidingBest(keys, negated),
    };
  });
  const windows: { low: number; bound: number }[] = [];
  for (const low of lows) {
    const [from, to] = [low - ROUNDING, highestFigure(tolerance, low)];
    let bound = 0;
    let [least, most] = [-Infinity, Infinity];
    for (const { gain, next, ...slide } of sliders) {
      const at = slide.best(from, to);
      bound += at < 0 ? -Infinity : gain[at]!;
      least = Math.max(least, next[slide.lowest(from, to)] ?? Infinity);
      most = Math.min(most, next[slide.highest(from, to)] ?? -Infinity);
    }
    if (bound === -Infinity || least > highestFigure(tolerance, most)) continue;
    if (best === undefined || bound > best.gain) windows.push({ low, bound });
  }
  return windows.sort((a, b) => b.bound - a.bound || a.low - b.low);
}

function taken(values: Float64Array, cuts: Int32Array): Float64Array {
  const own = new Float64Array(cuts.length);
  for (let i = 0; i < cuts.length; i++) own[i] = values[cuts[i]!]!;
  return own;
}
