/** The figures that are to be alike, by figure, group and cut. NaN where a cut has none: it is no candidate. */
export type Figures = readonly (readonly Float64Array[])[];

/** Cuts of one group in the order of a figure. */
export interface OrderedCuts {
  /** Which cuts, by ascending figure; those of equal figure in their own order. */
  readonly cuts: Int32Array;
  /** The figure of each. */
  readonly keys: Float64Array;
}

/** The cuts of all groups that are looked at for one figure. */
export interface Candidates {
  readonly groups: readonly OrderedCuts[];
  /** Every figure that some group can have, once, ascending. */
  readonly lows: Float64Array;
}

/** The cuts of every group for which all figures are defined, by the first figure. */
export function candidateCuts(figures: Figures): Candidates {
  const defined = figures[0]!.map((first, g) =>
    Int32Array.from(first.keys()).filter((k) => figures.every((of) => !Number.isNaN(of[g]![k]!))),
  );
  return candidatesFor(defined, figures[0]!);
}

/** Some cuts of every group for one figure. @param cuts - Of each group, ascending. @param figure - By group and cut. */
export function candidatesFor(
  cuts: readonly Int32Array[],
  figure: readonly Float64Array[],
): Candidates {
  const groups = cuts.map((own, g) => orderCuts(own, figure[g]!));
  return { groups, lows: figuresThatOccur(groups) };
}

/** @param cuts - Ascending; is not changed. @param figure - Of every cut of the group. */
function orderCuts(cuts: Int32Array, figure: Float64Array): OrderedCuts {
  const keys = Float64Array.from(cuts, (k) => figure[k]!);
  if (isAscending(keys)) return { cuts, keys };
  const ordered = cuts.slice().sort((a, b) => figure[a]! - figure[b]! || a - b);
  return { cuts: ordered, keys: Float64Array.from(ordered, (k) => figure[k]!) };
}

/** The cuts with a figure in [low, high]. */
export function cutsBetween({ cuts, keys }: OrderedCuts, low: number, high: number): Int32Array {
  return cuts.subarray(
    firstWhere(keys, (key) => key >= low),
    firstWhere(keys, (key) => key > high),
  );
}

function figuresThatOccur(groups: readonly OrderedCuts[]): Float64Array {
  const all = new Float64Array(groups.reduce((sum, { keys }) => sum + keys.length, 0));
  let at = 0;
  for (const { keys } of groups) {
    all.set(keys, at);
    at += keys.length;
  }
  all.sort();
  return all.filter((figure, i) => i === 0 || figure !== all[i - 1]);
}

function isAscending(keys: Float64Array): boolean {
  for (let i = 1; i < keys.length; i++) if (keys[i]! < keys[i - 1]!) return false;
  return true;
}

/** The first position of an ascending array from which on something holds; its length if nowhere. */
function firstWhere(keys: Float64Array, holds: (key: number) => boolean): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(keys[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
