import { FairlineError } from "@fairline/core";
import type { Cells } from "@fairline/metrics";
import { solveLinearProgram } from "@fairline/numeric";
import type { LinearConstraint } from "@fairline/numeric";
import { cellsAt, sumCells } from "./search/counted-cuts.ts";
import type { Cuts } from "./cuts.ts";
import { constrainedMetrics } from "./search/constraint.ts";
import { hullCuts } from "./search/hull.ts";
import { linearRate } from "./search/linear-rate.ts";
import { isFixed, linearFraction, linearSum } from "./search/objective.ts";
import type { LinearFraction } from "./search/objective.ts";
import { gapBetween } from "./search/tolerance.ts";
import type { Tolerance } from "./search/tolerance.ts";
import { goalTolerance } from "./threshold-search.ts";
import type { SearchGoal } from "./threshold-search.ts";

/** A decision rule that is drawn with a probability. */
export interface Share {
  /** Position among the rules that were drawn between: of a cut, as a rule. */
  readonly rule: number;
  /** In (0, 1]. */
  readonly share: number;
}

/** What a search for draws between rules found. */
export interface MixtureResult {
  /** By group: shares that sum to 1. */
  readonly shares: readonly (readonly Share[])[];
  /** The objective that is expected over the draws. */
  readonly value: number;
  /** How far the groups' expected figures lie apart. */
  readonly gap: number;
}

/** The four cases of each group under each of the rules that may be drawn. */
export type RuleCells = readonly (readonly Cells[])[];

/** Shares below this are the rounding of 0. */
const NO_SHARE = 1e-9;

/**
 * Finds the draws between thresholds, by group, with the best expected objective whose expected figures are within the
 * tolerance: with draws, equal figures are reached exactly.
 *
 * Only thresholds at corners of the convex hull of the ROC curve are drawn, and few of them.
 *
 * @throws FairlineError `PARAM_INVALID` for figures whose denominator the decisions change.
 * @see Hardt, Price and Srebro (2016), section 4.2.
 */
export function searchMixtures(groups: readonly Cuts[], goal: SearchGoal): MixtureResult {
  const corners = groups.map(hullCuts);
  const cells = groups.map((cuts, g) => corners[g]!.map((k) => cellsAt(cuts, k)));
  const found = mixRules(cells, goal);
  return {
    ...found,
    shares: found.shares.map((shares, g) =>
      shares.map(({ rule, share }) => ({ rule: corners[g]![rule]!, share })),
    ),
  };
}

/**
 * Finds draws between given rules by a linear programme: its variables are the shares of the rules, and for each figure the
 * lowest of the groups. F1 takes a few of them, as {@link searchThresholds} does.
 *
 * @param cells - Of each group, under each of its rules: nobody and everybody among them, so that there is a solution.
 */
export function mixRules(cells: RuleCells, goal: SearchGoal): MixtureResult {
  const rates = constrainedMetrics(goal.constraint).map(linearRate);
  const figures = rates.map(({ of, among }) =>
    cells.map((own) => own.map((c) => of(c) / among(c))),
  );
  const constraints = mixtureConstraints(figures, goalTolerance(goal));
  const fraction = linearFraction(goal.objective, sumCells(cells.map(([first]) => first!)));
  const tolerance = goalTolerance(goal);
  let best: MixtureResult | undefined;
  for (;;) {
    const shares = bestShares(cells, { fraction, constraints, value: best?.value ?? 0 });
    const total = sumCells(cells.map((own, g) => mixedCells(own, shares[g]!)));
    const value = linearSum(fraction.numerator, total) / linearSum(fraction.denominator, total);
    const gap = Math.max(
      ...figures.map((of) =>
        gapBetween(
          of.map((own, g) =>
            shares[g]!.reduce((sum, { rule, share }) => sum + share * own[rule]!, 0),
          ),
          tolerance,
        ),
      ),
    );
    if (best !== undefined && value <= best.value) return best;
    best = { shares, value, gap };
    if (isFixed(fraction.denominator)) return best;
  }
}

/** The four cases that are expected under a draw. @param cells - Under each rule. */
export function mixedCells(cells: readonly Cells[], shares: readonly Share[]): Cells {
  return sumCells(shares.map(({ rule, share }) => scaled(cells[rule]!, share)));
}

interface MixtureProgram {
  readonly fraction: LinearFraction;
  readonly constraints: readonly LinearConstraint[];
  /** The objective so far. */
  readonly value: number;
}

function bestShares(
  cells: RuleCells,
  { fraction: { numerator, denominator }, constraints, value }: MixtureProgram,
): Share[][] {
  const all = cells.flat();
  const gains = all.map((c) => linearSum(numerator, c) - value * linearSum(denominator, c));
  const scale = Math.max(...gains.map(Math.abs)) || 1;
  const length = constraints[0]!.coefficients.length;
  const maximize = Float64Array.from({ length }, (_, j) => (gains[j] ?? 0) / scale);
  const solution = solveLinearProgram({ maximize, constraints });
  if (solution === undefined) {
    throw new FairlineError("VALUE_INVALID", "no draw between rules is within the tolerance", {
      hint: "Give it more room.",
    });
  }
  const starts = startsOf(cells);
  return cells.map((own, g) => {
    const shares = own.flatMap((_, rule) => {
      const share = solution.x[starts[g]! + rule]!;
      return share > NO_SHARE ? [{ rule, share }] : [];
    });
    const total = shares.reduce((sum, { share }) => sum + share, 0);
    return shares.map(({ rule, share }) => ({ rule, share: share / total }));
  });
}

/** Shares sum to 1 in each group; each figure lies between the lowest and what the tolerance allows above it. */
function mixtureConstraints(
  figures: readonly (readonly (readonly number[])[])[],
  tolerance: Tolerance,
): LinearConstraint[] {
  const groups = figures[0]!;
  const starts = startsOf(groups);
  const shares = groups.reduce((sum, own) => sum + own.length, 0);
  const row = (g: number, own: (rule: number) => number, lowest?: [at: number, times: number]) => {
    const coefficients = new Float64Array(shares + figures.length);
    for (const rule of groups[g]!.keys()) coefficients[starts[g]! + rule] = own(rule);
    if (lowest !== undefined) coefficients[shares + lowest[0]] = lowest[1];
    return coefficients;
  };
  const [scale, most] =
    tolerance.kind === "difference" ? [1, tolerance.most] : [tolerance.least, 0];
  return groups.flatMap((_, g): LinearConstraint[] => [
    { coefficients: row(g, () => 1), kind: "equal", bound: 1 },
    ...figures.flatMap((of, f): LinearConstraint[] => [
      { coefficients: row(g, (rule) => -of[g]![rule]!, [f, 1]), kind: "at-most", bound: 0 },
      {
        coefficients: row(g, (rule) => scale * of[g]![rule]!, [f, -1]),
        kind: "at-most",
        bound: most,
      },
    ]),
  ]);
}

/** Where the variables of each group begin. */
function startsOf(groups: readonly (readonly unknown[])[]): number[] {
  let next = 0;
  return groups.map((own) => {
    const start = next;
    next += own.length;
    return start;
  });
}

function scaled({ tp, fp, tn, fn }: Cells, by: number): Cells {
  return { tp: tp * by, fp: fp * by, tn: tn * by, fn: fn * by };
}
