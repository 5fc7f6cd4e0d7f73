import type { Cells, Confusion } from "@fairline/metrics";
import type { ChanceSteps } from "@fairline/model";
import { chancesOf } from "./chances.ts";
import { cutsOf } from "./cuts.ts";
import type { Cuts, ScoredRows } from "./cuts.ts";
import { everyRow } from "./fit-rows.ts";
import { mixedCells, searchMixtures } from "./mixture-search.ts";
import type { Share } from "./mixture-search.ts";
import { cellsAt } from "./search/counted-cuts.ts";
import { thresholdFrontier } from "./search/frontier.ts";
import type { FrontierPoint } from "./search/frontier.ts";
import { goalTolerance, searchThresholds, thresholdSearch } from "./threshold-search.ts";
import type { SearchGoal } from "./threshold-search.ts";

/** A rule of one group, and what it decides for the rows it was fitted on. */
export interface FittedRule {
  /** Chances of a positive decision by score: of one step where nothing is drawn. */
  readonly chances: ChanceSteps;
  /** Rows, and weighted counts under the rule: those that are expected, where decisions are drawn. */
  readonly counts: Confusion;
  /** Rows with a positive label, not weighted. */
  readonly positives: number;
  /** Number of distinct scores among the rows; a threshold lies between two of them, above or below all. */
  readonly scores: number;
}

/** Rules by group. */
export interface ThresholdFit {
  /** One per group. */
  readonly groups: readonly FittedRule[];
  /** The one rule that serves the objective best on all rows alike, for whoever is in none of the groups. */
  readonly otherwise: FittedRule;
  /** The objective over the rows of all groups. */
  readonly value: number;
  /** How far the groups' figures lie apart: a difference, or 1 less a ratio. */
  readonly gap: number;
}

/**
 * Fits a rule per group, and one for everybody else.
 *
 * @param groups - Positions of each group's rows; what {@link searchThresholds} asks of them.
 */
export function fitThresholds(
  rows: ScoredRows,
  groups: readonly Uint32Array[],
  goal: SearchGoal & { readonly randomized?: boolean },
): ThresholdFit {
  const everybody = everyRow(rows);
  const cuts = groups.map((members) => cutsOf(rows, members));
  const { shares, value, gap } =
    goal.randomized === true ? searchMixtures(cuts, goal) : certain(cuts, goal);
  const pooled = cutsOf(rows, everybody);
  const [otherwise] = searchThresholds([pooled], goal).chosen;
  return {
    groups: groups.map((members, g) => describeCuts(rows, { members, cuts: cuts[g]! }, shares[g]!)),
    otherwise: describeCuts(rows, { members: everybody, cuts: pooled }, [
      { rule: otherwise!, share: 1 },
    ]),
    value,
    gap,
  };
}

/** What each tolerance costs, with thresholds by group. @param steps - Tolerances tried. */
export function fitFrontier(
  rows: ScoredRows,
  groups: readonly Uint32Array[],
  goal: SearchGoal & { readonly steps: number },
): readonly (FrontierPoint & { readonly thresholds: readonly number[] })[] {
  const cuts = groups.map((members) => cutsOf(rows, members));
  const points = thresholdFrontier(
    thresholdSearch(cuts, goal),
    goalTolerance(goal).kind,
    goal.steps,
  );
  return points.map((point) => ({
    ...point,
    thresholds: point.chosen.map((k, g) => cuts[g]!.thresholds[k]!),
  }));
}

/** Rows of a group and their cuts. */
interface CutRows {
  readonly members: Uint32Array;
  readonly cuts: Cuts;
}

/** A draw between cuts of a group as a rule, with what it decides. */
export function describeCuts(
  { labels }: Pick<ScoredRows, "labels">,
  { members, cuts }: CutRows,
  shares: readonly Share[],
): FittedRule {
  const cells: readonly Cells[] = shares.map(({ rule }) => cellsAt(cuts, rule));
  const mixed = mixedCells(
    cells,
    shares.map(({ share }, rule) => ({ rule, share })),
  );
  return {
    chances: chancesOf(cuts.thresholds, shares),
    counts: { n: members.length, ...mixed },
    positives: members.reduce((count, row) => count + labels[row]!, 0),
    scores: cuts.thresholds.length - 1,
  };
}

function certain(
  cuts: readonly Cuts[],
  goal: SearchGoal,
): { readonly shares: Share[][]; readonly value: number; readonly gap: number } {
  const { chosen, value, gap } = searchThresholds(cuts, goal);
  return { shares: chosen.map((rule) => [{ rule, share: 1 }]), value, gap };
}
