import { criticalValues, differencePairs, effectiveSize, gapInterval } from "@fairline/numeric";
import type { Interval } from "@fairline/numeric";
import type { Cells, Rate } from "@fairline/metrics";

/** The decisions of one model for the rows of a group. */
export interface DecidedRows {
  /** 0 or 1; length n. */
  readonly labels: Uint8Array;
  /** 0 or 1; length n. */
  readonly decisions: Uint8Array;
  /** Above 0; length n. */
  readonly weights: Float64Array;
}

/** How far the groups of one model lie apart, with an interval. */
export interface MeasuredGap extends Interval {
  /** The largest difference of any of the rates. */
  readonly value: number;
  /** Rows that the rates of the smallest group rest on. */
  readonly n: number;
}

/**
 * The largest difference of rates between groups, over several rates, with one interval for it.
 *
 * @param groups - Two or more; each with rows for which every rate is defined.
 */
export function measureGap(
  groups: readonly DecidedRows[],
  rates: readonly Rate[],
  level: number,
): MeasuredGap {
  const counted = rates.map((rate) => groups.map((rows) => countRate(rows, rate)));
  const families = counted.map((own) =>
    differencePairs({
      successes: own.map(({ share, effective }) => share * effective),
      n: own.map(({ effective }) => effective),
      weight: own.map(({ weight }) => weight),
    }),
  );
  return {
    value: Math.max(...families.map((family) => family.value)),
    ...gapInterval(families, criticalValues(families, level)),
    n: Math.min(...counted.flat().map(({ rows }) => rows)),
  };
}

interface CountedRate {
  readonly share: number;
  /** Effective number of the rows that the rate rests on. */
  readonly effective: number;
  readonly weight: number;
  readonly rows: number;
}

function countRate({ labels, decisions, weights }: DecidedRows, rate: Rate): CountedRate {
  let [of, weight, squares, rows] = [0, 0, 0, 0];
  for (let row = 0; row < labels.length; row++) {
    const cells = oneRow(labels[row]!, decisions[row]!);
    const among = rate.among(cells);
    of += weights[row]! * rate.of(cells);
    weight += weights[row]! * among;
    squares += weights[row]! * weights[row]! * among;
    rows += among;
  }
  return { share: of / weight, effective: effectiveSize(weight, squares), weight, rows };
}

function oneRow(label: number, decision: number): Cells {
  return {
    tp: label * decision,
    fp: (1 - label) * decision,
    tn: (1 - label) * (1 - decision),
    fn: label * (1 - decision),
  };
}

/** A model that may be chosen. */
export interface Candidate {
  readonly gap: MeasuredGap;
  /** What is to be as high as it can. */
  readonly value: number;
}

/** Which end of a gap is held against the limit. */
export type Respect = "interval" | "value";

/** How a choice came out. */
export interface Choice {
  /** Position of the model that was chosen; undefined where none is within the limit. */
  readonly chosen: number | undefined;
  /** Position of the model that is nearest to the limit. */
  readonly nearest: number;
  /** By model. */
  readonly isAllowed: readonly boolean[];
}

/**
 * Chooses the model with the highest value among those whose gap is within a limit. Ties: the smaller gap, then the one that comes
 * first.
 *
 * @param candidates - One or more.
 */
export function chooseModel(
  candidates: readonly Candidate[],
  { maxGap, respect }: { readonly maxGap: number; readonly respect: Respect },
): Choice {
  const isAllowed = candidates.map(({ gap }) => heldGap(gap, respect) <= maxGap);
  let chosen: number | undefined;
  let nearest = 0;
  for (const [i, candidate] of candidates.entries()) {
    if (heldGap(candidate.gap, respect) < heldGap(candidates[nearest]!.gap, respect)) nearest = i;
    if (!isAllowed[i]!) continue;
    if (chosen === undefined || isBetter(candidate, candidates[chosen]!)) chosen = i;
  }
  return { chosen, nearest, isAllowed };
}

/** The end of a gap that is held against a limit. */
export function heldGap({ value, high }: MeasuredGap, respect: Respect): number {
  return respect === "interval" ? high : value;
}

function isBetter(one: Candidate, other: Candidate): boolean {
  return one.value > other.value || (one.value === other.value && one.gap.value < other.gap.value);
}
