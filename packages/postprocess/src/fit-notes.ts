import { SMALL_GROUP } from "@fairline/core";
import type { Confusion } from "@fairline/metrics";
import type { FittedThreshold, ThresholdFit } from "./threshold-fit.ts";
import type { SearchGoal } from "./threshold-search.ts";

/** The threshold of a group with the group's name. */
export interface NamedThreshold extends FittedThreshold {
  readonly name: string;
}

/** Something to tell the user. */
export interface Note {
  readonly level: "info" | "warn";
  readonly message: string;
}

/** What a user of fitted thresholds should know: what was reached, whom they leave out, and what they rest on. */
export function fitNotes(
  {
    attribute,
    groups,
    fit,
  }: {
    readonly attribute: string;
    readonly groups: readonly NamedThreshold[];
    readonly fit: ThresholdFit;
  },
  { constraint, objective }: SearchGoal,
): Note[] {
  const rate = constraint === "demographic-parity" ? "selection rates" : "true positive rates";
  const reached = `${objective} ${fit.value.toFixed(4)} on validation rows, ${rate} by "${attribute}" ${fit.gap.toFixed(4)} apart`;
  const warnings = [
    ...missingWarnings(attribute, groups, fit.otherwise.counts.n),
    ...groups.flatMap((group) => groupWarnings(group, constraint)),
  ];
  return [
    { level: "info", message: reached },
    ...warnings.map((message) => ({ level: "warn" as const, message })),
  ];
}

/** @param rows - Validation rows in all. */
function missingWarnings(
  attribute: string,
  groups: readonly NamedThreshold[],
  rows: number,
): string[] {
  const missing = groups.reduce((left, { counts }) => left - counts.n, rows);
  if (missing === 0) return [];
  const found = `"${attribute}" is missing in ${String(missing)} of ${String(rows)} validation rows`;
  return [`${found}: they get the threshold for everybody else`];
}

function groupWarnings(
  { name, counts, positives, scores }: NamedThreshold,
  constraint: SearchGoal["constraint"],
): string[] {
  const warnings: string[] = [];
  const [counted, rows] =
    constraint === "demographic-parity"
      ? [counts.n, "validation rows"]
      : [positives, "positive validation rows"];
  if (counted < SMALL_GROUP) {
    warnings.push(
      `the threshold of "${name}" rests on ${String(counted)} ${rows}: its rate on other rows may be far off`,
    );
  }
  const whom = allDecidedAlike(counts);
  if (whom !== undefined) {
    const why =
      scores === 1
        ? "all its scores are equal, so no tolerance parts its rows"
        : "a larger tolerance leaves more choice";
    warnings.push(`${whom} of "${name}" is decided positive: ${why}`);
  }
  return warnings;
}

function allDecidedAlike(counts: Confusion): "everybody" | "nobody" | undefined {
  if (counts.tp + counts.fp === 0) return "nobody";
  return counts.fn + counts.tn === 0 ? "everybody" : undefined;
}
