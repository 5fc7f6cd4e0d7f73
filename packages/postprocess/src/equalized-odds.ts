import type { Cells } from "@fairline/metrics";
import type { ChanceSteps } from "@fairline/model";
import { mixedCells, mixRules } from "./mixture-search.ts";
import type { Share } from "./mixture-search.ts";
import type { Objective } from "./search/objective.ts";
import type { FittedRule, ThresholdFit } from "./threshold-fit.ts";

/** Rules that decisions alone allow: nobody, as decided, the opposite, everybody. Every derived rule is a draw between them. */
const [OPPOSITE, AS_DECIDED, EVERYBODY] = [1, 2, 3];

/** A group's own decisions. */
export interface DecidedGroup extends Omit<FittedRule, "chances"> {
  /** Scores from here on are decided positive. */
  readonly threshold: number;
}

/**
 * Finds chances, by group and decision, to keep or to turn decisions, such that true and false positive rates are alike.
 *
 * @param groups - Each with rows of both labels.
 * @param tolerance - Largest difference between two groups' rates.
 * @throws FairlineError as {@link mixRules}
 * @see Hardt, Price and Srebro (2016), section 4.1: the linear programme of the predictor that is derived from a binary one.
 */
export function deriveEqualizedOdds(
  groups: readonly DecidedGroup[],
  { objective, tolerance }: { readonly objective: Objective; readonly tolerance: number },
): Pick<ThresholdFit, "groups" | "value" | "gap"> {
  const cells = groups.map(({ counts }) => rulesOf(counts));
  const goal = { constraint: "equalized-odds", objective, tolerance } as const;
  const { shares, value, gap } = mixRules(cells, goal);
  return {
    groups: groups.map((group, g) => ({
      chances: chancesBy(group.threshold, shares[g]!),
      counts: { n: group.counts.n, ...mixedCells(cells[g]!, shares[g]!) },
      positives: group.positives,
      scores: group.scores,
    })),
    value,
    gap,
  };
}

/** The four cases under each rule, by the place of the rule. */
function rulesOf({ tp, fp, tn, fn }: Cells): Cells[] {
  return [
    { tp: 0, fp: 0, tn: fp + tn, fn: tp + fn },
    { tp: fn, fp: tn, tn: fp, fn: tp },
    { tp, fp, tn, fn },
    { tp: tp + fn, fp: fp + tn, tn: 0, fn: 0 },
  ];
}

/** The chance of a positive decision for scores that reach the threshold, and for those that do not. */
function chancesBy(threshold: number, shares: readonly Share[]): ChanceSteps {
  const shareOf = (rule: number): number => shares.find((each) => each.rule === rule)?.share ?? 0;
  const everybody = shareOf(EVERYBODY);
  const above = Math.min(1, shareOf(AS_DECIDED) + everybody);
  const below = Math.min(1, shareOf(OPPOSITE) + everybody);
  const steps = [{ from: threshold, chance: above }];
  return below === 0 ? steps : [...steps, { from: 0, chance: below }];
}
