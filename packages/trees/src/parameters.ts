import { FairlineError } from "@fairline/core";
import { MAX_BINS } from "./bins/feature-bins.ts";

/** The numbers that say how trees grow. */
export interface TreeParameters {
  /** Rounds of boosting, at most: each adds a tree per output. */
  readonly rounds: number;
  /** What the values of leaves are multiplied by. */
  readonly learningRate: number;
  /** Leaves per tree, at most. */
  readonly maxLeaves: number;
  /** Splits above a leaf, at most; Infinity: no limit. */
  readonly maxDepth: number;
  /** Rows per leaf, at least. */
  readonly minRows: number;
  /** Sum of hessians per leaf, at least. */
  readonly minHessian: number;
  /** Pull of a leaf's value towards 0, in gradients. */
  readonly l1: number;
  /** Pull of a leaf's value towards 0, in hessians. */
  readonly l2: number;
  /** Gain of a split, which must be above it. */
  readonly minGain: number;
  /** Bins of the values of a numeric column, at most. */
  readonly maxBins: number;
  /** Share of the rows that the trees of a round grow on. */
  readonly rowFraction: number;
  /** Share of the columns that a tree may split. */
  readonly featureFraction: number;
  /** Columns of so many categories at most are split into one category and the rest. */
  readonly maxOneVsRest: number;
  /** Categories that a split lists, at most. */
  readonly maxSubset: number;
  /** Hessian added to a category's before categories are sorted, and rows that a category needs to be sorted. */
  readonly categorySmoothing: number;
  /** What is added to `l2` in the gain of a split into subsets of categories. */
  readonly categoryL2: number;
  /** Rows that each next split along sorted categories must add to the last one, and leave on the other side. */
  readonly minRowsPerGroup: number;
}

/**
 * What parameters have where they are left out. Few rows get small trees, small steps and more say for small groups of
 * categories, so that they are not learned by heart; the package's README has the figures behind it.
 *
 * @param rows - How many rows weigh something.
 */
export function defaultsFor(rows: number): TreeParameters {
  return {
    rounds: 100,
    learningRate: rows < 2000 ? 0.05 : 0.1,
    maxLeaves: between(4, Math.round(Math.sqrt(rows) / 6), 31),
    maxDepth: Infinity,
    minRows: between(5, Math.floor(rows / 20), 20),
    minHessian: 1e-3,
    l1: 0,
    l2: 1,
    minGain: 0,
    maxBins: MAX_BINS,
    rowFraction: 1,
    featureFraction: 1,
    maxOneVsRest: 4,
    maxSubset: 32,
    categorySmoothing: 10,
    categoryL2: 10,
    minRowsPerGroup: between(10, Math.floor(rows / 50), 100),
  };
}

function between(least: number, value: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

/** What a parameter may be. */
interface Limits {
  readonly least: number;
  readonly most: number;
  readonly isWhole?: true;
  /** Whether it must be above `least`. */
  readonly isAbove?: true;
}

const COUNT: Limits = { least: 1, most: Infinity, isWhole: true };
const AMOUNT: Limits = { least: 0, most: Number.MAX_VALUE };
const SHARE: Limits = { least: 0, most: 1, isAbove: true };

const LIMITS: Readonly<Record<keyof TreeParameters, Limits>> = {
  rounds: { ...COUNT, most: Number.MAX_SAFE_INTEGER },
  learningRate: SHARE,
  maxLeaves: { ...COUNT, most: 2 ** 24 },
  maxDepth: { ...COUNT, least: 0 },
  minRows: COUNT,
  minHessian: { ...AMOUNT, isAbove: true },
  l1: AMOUNT,
  l2: AMOUNT,
  minGain: AMOUNT,
  maxBins: { ...COUNT, most: MAX_BINS },
  rowFraction: SHARE,
  featureFraction: SHARE,
  maxOneVsRest: { ...COUNT, least: 0 },
  maxSubset: COUNT,
  categorySmoothing: AMOUNT,
  categoryL2: AMOUNT,
  minRowsPerGroup: COUNT,
};

// Keys of the object above, which TypeScript gives as text.
const NAMES = Object.keys(LIMITS) as (keyof TreeParameters)[];

/**
 * Fills in what is left out.
 *
 * @param rows - How many rows weigh something.
 * @throws FairlineError `PARAM_INVALID` for a number outside its limits.
 */
export function checkParameters(given: Partial<TreeParameters>, rows: number): TreeParameters {
  const defaults = defaultsFor(rows);
  const parameters = { ...defaults };
  for (const name of NAMES) {
    const value = given[name] ?? defaults[name];
    requireWithin(name, value, LIMITS[name]);
    parameters[name] = value;
  }
  return parameters;
}

function requireWithin(name: string, value: number, limits: Limits): void {
  const { least, most, isWhole, isAbove } = limits;
  const isInside = isAbove === true ? value > least : value >= least;
  const isFit = isWhole !== true || Number.isInteger(value) || value === Infinity;
  if (isInside && value <= most && isFit) return;
  throw new FairlineError("PARAM_INVALID", `${name} is ${String(value)}`, {
    hint: `Give ${isWhole === true ? "a whole number" : "a number"} ${rangeText(limits)}.`,
  });
}

function rangeText({ least, most, isAbove }: Limits): string {
  const from = isAbove === true ? `above ${String(least)}` : `of at least ${String(least)}`;
  return most >= Number.MAX_SAFE_INTEGER ? from : `${from} and at most ${String(most)}`;
}
