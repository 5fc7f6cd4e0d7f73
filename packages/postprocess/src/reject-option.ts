import type { Cells } from "@fairline/metrics";
import type { ScoredRows } from "./cuts.ts";
import { sumCells } from "./search/counted-cuts.ts";
import type { CountMetric } from "./search/constraint.ts";
import { linearFraction, linearSum } from "./search/objective.ts";
import type { Objective } from "./search/objective.ts";
import { ROUNDING } from "./search/tolerance.ts";

/** Rows of groups, and which of the groups is deprived. */
export interface RejectRows {
  readonly rows: ScoredRows;
  /** Positions of each group's rows. */
  readonly groups: readonly Uint32Array[];
  /** By group. */
  readonly isDeprived: readonly boolean[];
}

/** What a margin is chosen by. */
export interface RejectGoal {
  /** The threshold in the middle of the region. */
  readonly threshold: number;
  /** What is to be alike in all groups. */
  readonly figures: readonly CountMetric[];
  readonly objective: Objective;
  /** Largest difference between two groups' figures. */
  readonly tolerance: number;
}

/** The region in which scores are too near to the threshold to tell. */
export interface RejectRegion {
  /** Scores nearer to the threshold than this are in it. */
  readonly margin: number;
  /** The objective over all rows of groups. */
  readonly value: number;
  /** Largest difference between two groups' figures. */
  readonly gap: number;
}

/**
 * Finds the margin around a threshold within which rows of deprived groups are decided positive and all others negative,
 * such that the groups' figures are within the tolerance and the objective is the highest.
 *
 * All margins that part the rows are tried, from none on; linear in the rows times the groups, but for sorting. Ties go to the smaller
 * margin.
 *
 * @returns The best region, or undefined, with the region of the smallest gap.
 * @see Kamiran, Karim and Zhang (2012), section III-B: reject option based classification. They leave the margin to the user.
 */
export function rejectRegion(
  { rows, groups, isDeprived }: RejectRows,
  goal: RejectGoal,
): { readonly best: RejectRegion | undefined; readonly nearest: RejectRegion } {
  const counts = groups.map((members) => countsOf(rows, members, goal.threshold));
  const flips = flipsOf({ rows, groups, isDeprived }, goal.threshold);
  let found = regionOf(counts, 0, goal);
  let best = found.gap <= goal.tolerance + ROUNDING ? found : undefined;
  let nearest = found;
  for (const [i, flip] of flips.entries()) {
    if (isDeprived[flip.group] !== flip.isPositive) turn(counts[flip.group]!, flip);
    const next = flips[i + 1]?.distance;
    if (next === flip.distance) continue;
    const margin = next === undefined ? 2 : flip.distance + (next - flip.distance) / 2;
    found = regionOf(counts, margin, goal);
    if (found.gap < nearest.gap) nearest = found;
    if (found.gap > goal.tolerance + ROUNDING) continue;
    if (best === undefined || found.value > best.value) best = found;
  }
  return { best, nearest };
}

/** A row that a margin may reach. */
interface Flip {
  readonly distance: number;
  readonly group: number;
  readonly label: number;
  readonly weight: number;
  /** How it is decided outside the region. */
  readonly isPositive: boolean;
}

/** The rows of all groups, the nearest to the threshold first. */
function flipsOf({ rows, groups }: RejectRows, threshold: number): Flip[] {
  const flips = groups.flatMap((members, group) =>
    Array.from(members, (row): Flip => {
      const score = rows.scores[row]!;
      return {
        distance: Math.abs(score - threshold),
        group,
        label: rows.labels[row]!,
        weight: rows.weights[row]!,
        isPositive: score >= threshold,
      };
    }),
  );
  return flips.sort((a, b) => a.distance - b.distance);
}

function countsOf(
  { scores, labels, weights }: ScoredRows,
  members: Uint32Array,
  threshold: number,
): { -readonly [C in keyof Cells]: number } {
  const counts = { tp: 0, fp: 0, tn: 0, fn: 0 };
  for (const row of members) {
    const isPositive = scores[row]! >= threshold;
    const cell = labels[row] === 1 ? (isPositive ? "tp" : "fn") : isPositive ? "fp" : "tn";
    counts[cell] += weights[row]!;
  }
  return counts;
}

/** Turns the decision for one row. */
function turn(
  counts: { -readonly [C in keyof Cells]: number },
  { label, weight, isPositive }: Flip,
): void {
  const [positive, negative] = label === 1 ? (["tp", "fn"] as const) : (["fp", "tn"] as const);
  const change = isPositive ? -weight : weight;
  counts[positive] += change;
  counts[negative] -= change;
}

function regionOf(counts: readonly Cells[], margin: number, goal: RejectGoal): RejectRegion {
  const total = sumCells(counts);
  const { numerator, denominator } = linearFraction(goal.objective, total);
  const gaps = goal.figures.map(({ compute }) => {
    const figures = counts.map((cells) => compute({ counts: { n: 0, ...cells } }));
    return Math.max(...figures) - Math.min(...figures);
  });
  return {
    margin,
    value: linearSum(numerator, total) / linearSum(denominator, total),
    gap: Math.max(...gaps),
  };
}
