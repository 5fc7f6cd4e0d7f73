import { confusion } from "@fairline/metrics";
import type { DecisionRule } from "@fairline/model";
import { FairlineError } from "@fairline/core";
import type { ScoredRows } from "./cuts.ts";
import { everyRow } from "./fit-rows.ts";
import type { FitRows } from "./fit-rows.ts";
import { isOfAttribute } from "./group-rule.ts";
import type { FittedRule } from "./threshold-fit.ts";

/** One threshold for some rows as a rule, with what it decides. */
export function describeThreshold(
  { scores, labels, weights }: ScoredRows,
  members: Uint32Array,
  threshold: number,
): FittedRule {
  const decisions = scores.map((score) => (score >= threshold ? 1 : 0));
  return {
    chances: [{ from: threshold, chance: 1 }],
    counts: confusion(labels, decisions, weights, members),
    positives: members.reduce((count, row) => count + labels[row]!, 0),
    scores: new Set(Array.from(members, (row) => scores[row]!)).size,
  };
}

/**
 * The threshold that a model has for each group of its validation rows.
 *
 * @param who - What asks for them, for the message.
 * @throws FairlineError `PARAM_INVALID` where the model draws its decisions, or decides by another attribute.
 */
export function ownThresholds(
  own: DecisionRule,
  { attribute, groups }: Pick<FitRows, "attribute" | "groups">,
  who: string,
): number[] {
  if (own.kind === "threshold") return groups.map(() => own.threshold);
  if (isOfAttribute(own, attribute)) {
    const found = groups.map(({ name }) => own.thresholds[name] ?? own.otherwise);
    const known = found.filter((threshold) => threshold !== null);
    if (known.length === groups.length) return known;
  }
  throw new FairlineError(
    "PARAM_INVALID",
    `${who} needs a threshold for each group of "${attribute}", and the model's own rule has none`,
    {
      hint: "Give the stage the model that came out of training, or a rule of the same attribute.",
    },
  );
}

/** What the model's own threshold for rows of no group decides for all rows alike; null where it has none. */
export function describeOverall(own: DecisionRule, rows: FitRows): FittedRule | null {
  const threshold =
    own.kind === "threshold"
      ? own.threshold
      : isOfAttribute(own, rows.attribute)
        ? own.otherwise
        : null;
  return threshold === null ? null : describeThreshold(rows, everyRow(rows), threshold);
}
