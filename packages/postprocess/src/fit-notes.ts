import { SMALL_GROUP } from "@fairline/core";
import type { Confusion } from "@fairline/metrics";
import type { Missing } from "./missing.ts";
import { constrainedMetrics, constraintWords, neededLabels } from "./search/constraint.ts";
import type { Constraint } from "./search/constraint.ts";
import { objectiveName } from "./search/objective.ts";
import type { FittedRule, ThresholdFit } from "./threshold-fit.ts";
import type { SearchGoal } from "./threshold-search.ts";

/** The rule of a group with the group's name. */
export interface NamedRule extends FittedRule {
  readonly name: string;
}

/** Something to tell the user. */
export interface Note {
  readonly level: "info" | "warn";
  readonly message: string;
}

/** What a user of fitted rules should know: what was reached, whom they leave out, and what they rest on. */
export function fitNotes(
  {
    attribute,
    groups,
    fit,
    missing = "overall",
  }: {
    readonly attribute: string;
    readonly groups: readonly NamedRule[];
    readonly fit: ThresholdFit;
    readonly missing?: Missing;
  },
  goal: SearchGoal,
): Note[] {
  const { constraint, objective, minRatio } = goal;
  const gap =
    minRatio === undefined
      ? `${fit.gap.toFixed(4)} apart`
      : `in a ratio of ${(1 - fit.gap).toFixed(4)}`;
  const words = `${constraintWords(constraint)} by "${attribute}"`;
  const reached = `${objectiveName(objective)} ${fit.value.toFixed(4)} on validation rows, ${words} ${gap}`;
  const warnings = [
    ...missingWarnings({ attribute, groups, missing }, fit.otherwise.counts.n),
    ...groups.flatMap((group) => [
      ...fewRowsWarnings(group, constraint),
      ...decidedAlikeWarnings(group),
    ]),
  ];
  return [
    { level: "info", message: reached },
    ...warnings.map((message) => ({ level: "warn" as const, message })),
  ];
}

/** Warns of rows without a group. @param rows - Validation rows in all. */
export function missingWarnings(
  {
    attribute,
    groups,
    missing,
  }: {
    readonly attribute: string;
    readonly groups: readonly Pick<NamedRule, "counts">[];
    readonly missing: Missing;
  },
  rows: number,
): string[] {
  const without = groups.reduce((left, { counts }) => left - counts.n, rows);
  if (without === 0) return [];
  const found = `"${attribute}" is missing in ${String(without)} of ${String(rows)} validation rows`;
  const rule = missing === "model" ? "the model's own rule" : "the threshold for everybody else";
  return [`${found}: they get ${rule}`];
}

/** Warns of a group whose rule rests on few rows of the kind that the constraint counts. */
export function fewRowsWarnings(
  { name, counts, positives }: Pick<NamedRule, "name" | "counts" | "positives">,
  constraint: Constraint,
): string[] {
  const needed = neededLabels(constrainedMetrics(constraint));
  const counted: readonly (readonly [number, string])[] =
    needed.length === 0
      ? [[counts.n, "validation rows"]]
      : needed.map((label) => [
          label === "positive" ? positives : counts.n - positives,
          `${label} validation rows`,
        ]);
  return counted
    .filter(([rows]) => rows < SMALL_GROUP)
    .map(
      ([rows, what]) =>
        `the threshold of "${name}" rests on ${String(rows)} ${what}: its rate on other rows may be far off`,
    );
}

/** Warns of a group whose rows are all decided alike. @param room - What would leave more choice. */
export function decidedAlikeWarnings(
  { name, counts, scores }: Pick<NamedRule, "name" | "counts" | "scores">,
  room = "a larger tolerance leaves more choice",
): string[] {
  const whom = allDecidedAlike(counts);
  if (whom === undefined) return [];
  const why = scores === 1 ? "all its scores are equal, so no tolerance parts its rows" : room;
  return [`${whom} of "${name}" is decided positive: ${why}`];
}

function allDecidedAlike(counts: Confusion): "everybody" | "nobody" | undefined {
  if (counts.tp + counts.fp === 0) return "nobody";
  return counts.fn + counts.tn === 0 ? "everybody" : undefined;
}
