import { FairlineError } from "@fairline/core";
import type { ChanceSteps, DecisionRule, Draw } from "@fairline/model";
import type { Missing } from "./missing.ts";

/** The rule of a group. */
export interface NamedChances {
  readonly name: string;
  readonly chances: ChanceSteps;
}

/** What a rule by group is made of, besides the rules of the groups. */
export interface GroupRuleParts {
  readonly attribute: string;
  /** The rule for all rows alike; null where there is none. */
  readonly overall: ChanceSteps | null;
  readonly missing: Missing;
  /** The rule that the model had. */
  readonly own: DecisionRule;
  /** Used where something is drawn. */
  readonly draw: Draw;
}

/**
 * A rule by group: thresholds where nothing is drawn, else chances.
 *
 * @throws FairlineError `PARAM_INVALID` where rows without a group are to be decided by the model's own rule, and it has no one rule.
 */
export function groupRule(groups: readonly NamedChances[], parts: GroupRuleParts): DecisionRule {
  const { attribute, draw } = parts;
  const otherwise = otherwiseOf(parts);
  const all = [...groups.map(({ chances }) => chances), ...(otherwise === null ? [] : [otherwise])];
  if (all.every(isThreshold)) {
    return {
      kind: "group-thresholds",
      attribute,
      thresholds: byName(groups, ({ chances }) => chances[0]!.from),
      otherwise: otherwise?.[0]!.from ?? null,
    };
  }
  return {
    kind: "group-chances",
    attribute,
    chances: byName(groups, ({ chances }) => chances),
    otherwise,
    draw,
  };
}

/** Something of each group, by its name. */
export function byName<N extends { readonly name: string }, T>(
  groups: readonly N[],
  value: (group: N) => T,
): Record<string, T> {
  return Object.fromEntries(groups.map((group) => [group.name, value(group)]));
}

/** Whether chances are a threshold: certain from one score on. */
export function isThreshold(chances: ChanceSteps): boolean {
  return chances.length === 1 && chances[0]!.chance === 1;
}

function otherwiseOf(parts: GroupRuleParts): ChanceSteps | null {
  const { missing, own, overall, attribute } = parts;
  switch (missing) {
    case "refuse":
      return null;
    case "overall":
      if (overall !== null) return overall;
      throw new FairlineError(
        "PARAM_INVALID",
        `missing: overall needs a rule for all rows alike, and the model has none but by "${attribute}"`,
        { hint: "Say missing: refuse, or give the stage the model that came out of training." },
      );
    case "model": {
      const threshold = isOfAttribute(own, attribute)
        ? own.otherwise
        : ownThreshold(own, "missing: model");
      return threshold === null ? null : [{ from: threshold, chance: 1 }];
    }
  }
}

/** Thresholds by group of an attribute, as a rule. */
type GroupThresholds = Extract<DecisionRule, { kind: "group-thresholds" }>;

/** Whether a rule has a threshold for each group of an attribute. */
export function isOfAttribute(rule: DecisionRule, attribute: string): rule is GroupThresholds {
  return rule.kind === "group-thresholds" && rule.attribute === attribute;
}

/**
 * The one threshold of a model's own rule.
 *
 * @param who - What asks for it, for the message.
 * @throws FairlineError `PARAM_INVALID` where the model decides by group already.
 */
export function ownThreshold(own: DecisionRule, who: string): number {
  if (own.kind === "threshold") return own.threshold;
  throw new FairlineError(
    "PARAM_INVALID",
    `${who} needs one threshold for everybody, and the model decides by group of "${own.attribute}" already`,
    { hint: "Give the stage the model that came out of training." },
  );
}
