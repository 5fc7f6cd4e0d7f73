import type { Table } from "@fairline/arrow";
import type { Draw, Model } from "@fairline/model";
import type { StageContext } from "@fairline/core";
import { costNote, countsUnder } from "./cost-note.ts";
import type { NamedRule } from "./fit-notes.ts";
import { decidedAlikeWarnings, fewRowsWarnings, missingWarnings } from "./fit-notes.ts";
import type { FitRows } from "./fit-rows.ts";
import { fitTable } from "./fit-table.ts";
import { groupRule } from "./group-rule.ts";
import type { Missing } from "./missing.ts";
import type { Constraint } from "./search/constraint.ts";
import type { FittedRule } from "./threshold-fit.ts";

/** What a stage has found for each group. */
export interface GroupRules {
  readonly groups: readonly NamedRule[];
  /** On all rows alike; null where there is none. */
  readonly overall: FittedRule | null;
  readonly missing: Missing;
  /** Used where something is drawn. */
  readonly draw: Draw;
  /** Whose rows the rules rest on. */
  readonly constraint: Constraint;
  /** What would leave more choice, where all rows of a group are decided alike. */
  readonly room?: string;
}

/** The model under rules by group, and a table of what they do; warns of few rows and says what they cost. */
export function groupOutputs(
  model: Model,
  rows: FitRows,
  rules: GroupRules,
  { log }: Pick<StageContext, "log">,
): { readonly model: Model; readonly fit: Table } {
  const { groups, overall, missing, draw, constraint } = rules;
  const { attribute } = rows;
  const warnings = [
    ...missingWarnings({ attribute, groups, missing }, rows.scores.length),
    ...groups.flatMap((group) => [
      ...fewRowsWarnings(group, constraint),
      ...decidedAlikeWarnings(group, rules.room),
    ]),
  ];
  for (const warning of warnings) log("warn", warning);
  log(
    "info",
    costNote(
      countsUnder(model.rule, rows),
      groups.map(({ counts }) => counts),
    ),
  );
  const parts = { attribute, overall: overall?.chances ?? null, missing, own: model.rule, draw };
  return {
    model: model.withRule(groupRule(groups, parts)),
    fit: fitTable(attribute, groups, overall),
  };
}
