import { categoryColumn, makeTable, numberColumn } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import type { StageContext } from "@fairline/core";
import type { Model } from "@fairline/model";
import { costNote, countsUnder } from "./cost-note.ts";
import { fitNotes } from "./fit-notes.ts";
import { readFitRows } from "./fit-rows.ts";
import type { FitRows } from "./fit-rows.ts";
import { fitTable } from "./fit-table.ts";
import { groupRule } from "./group-rule.ts";
import { constrainedMetrics, neededLabels } from "./search/constraint.ts";
import { objectiveName } from "./search/objective.ts";
import type { Objective } from "./search/objective.ts";
import { fitFrontier, fitThresholds } from "./threshold-fit.ts";
import type { SearchGoal } from "./threshold-search.ts";
import type { ThresholdParams } from "./threshold.stage.ts";

/** A model under a new rule, with what the rule does to the validation rows. */
export interface ThresholdOutputs {
  readonly model: Model;
  readonly fit: Table;
  readonly frontier: Table;
}

/**
 * Fits thresholds for the scores of a model on the validation rows of a table. Rows of weight 0 do not count.
 *
 * @param model - Is disposed of.
 */
export async function fitModel(
  table: Table,
  model: Model,
  params: ThresholdParams,
  context: Pick<StageContext, "log" | "seed">,
): Promise<ThresholdOutputs> {
  try {
    const goal = { ...goalOf(params), randomized: params.randomized };
    const needed = neededLabels(constrainedMetrics(goal.constraint));
    const rows = await readFitRows(table, model, { ...params, needed });
    requireLabels(rows, goal.objective);
    const members = rows.groups.map((group) => group.members);
    const fit = fitThresholds(rows, members, goal);
    const { attribute } = rows;
    const groups = rows.groups.map(({ name }, g) => ({ name, ...fit.groups[g]! }));
    for (const note of fitNotes({ attribute, groups, fit, missing: params.missing }, goal))
      context.log(note.level, note.message);
    context.log(
      "info",
      costNote(
        countsUnder(model.rule, rows),
        groups.map(({ counts }) => counts),
      ),
    );
    const rule = groupRule(groups, {
      attribute,
      overall: fit.otherwise.chances,
      missing: params.missing,
      own: model.rule,
      draw: { seed: context.seed, by: params["draw-by"] ?? null },
    });
    return {
      model: model.withRule(rule),
      fit: fitTable(attribute, groups, fit.otherwise),
      frontier: frontierTable(rows, goal, params.frontier),
    };
  } finally {
    model.dispose();
  }
}

/** One row per point: the tolerance, the gap and the objective that it led to, and the threshold of each group. */
function frontierTable(rows: FitRows, goal: SearchGoal, steps: number): Table {
  const members = rows.groups.map((group) => group.members);
  const points = fitFrontier(rows, members, { ...goal, steps });
  const figures = (of: (point: (typeof points)[number]) => number) => numberColumn(points.map(of));
  return makeTable([
    { name: "objective", column: categoryColumn(points.map(() => objectiveName(goal.objective))) },
    { name: "tolerance", column: figures(({ tolerance }) => tolerance) },
    { name: "gap", column: figures(({ gap }) => gap) },
    { name: "value", column: figures(({ value }) => value) },
    ...rows.groups.map(({ name }, g) => ({
      name: `threshold: ${name}`,
      column: figures(({ thresholds }) => thresholds[g]!),
    })),
  ]);
}

function goalOf(params: ThresholdParams): SearchGoal {
  const { constraint, objective, tolerance } = params;
  return {
    constraint,
    objective: typeof objective === "string" ? objective : { kind: "utility", values: objective },
    tolerance,
    minRatio: params["min-ratio"],
  };
}

function requireLabels({ labels, groups }: FitRows, objective: Objective): void {
  const found = new Set(
    groups.flatMap(({ members }) => Array.from(members, (row) => labels[row]!)),
  );
  const isEnough =
    objective === "balanced-accuracy" ? found.size === 2 : objective !== "f1" || found.has(1);
  if (isEnough) return;
  throw new FairlineError(
    "VALUE_INVALID",
    objective === "f1"
      ? `no validation row with a group has a positive label, but f1 needs one`
      : `all validation rows with a group have the same label, but ${objectiveName(objective)} needs both`,
    { hint: "Split by label in the clean stage, or choose objective: accuracy." },
  );
}
