import type { Table } from "@fairline/arrow";
import type { StageContext } from "@fairline/core";
import type { MetricsArtifact } from "@fairline/metrics";
import type { Model } from "@fairline/model";
import { about, notes } from "./about.ts";
import { groupCurves } from "./curves.ts";
import { readDecisions } from "./decisions.ts";
import { evaluatedRows } from "./evaluated-rows.ts";
import { groupingsOf } from "./groupings.ts";
import type { GroupsParams } from "./groups.stage.ts";
import { measure } from "./measure.ts";
import { predictionsTable } from "./predictions.ts";

/** What there is to evaluate. */
export interface GroupsInputs {
  readonly table: Table;
  /** Decides on the rows; undefined where the table holds the decisions. */
  readonly model: Model | undefined;
}

/** What `evaluate/groups` gives. */
export interface GroupsOutputs {
  readonly metrics: MetricsArtifact;
  readonly predictions: Table;
}

/** Measures decisions by group, with an interval on every figure. */
export async function evaluateGroups(
  { table, model }: GroupsInputs,
  params: GroupsParams,
  context: Pick<StageContext, "seed" | "signal" | "progress" | "log">,
): Promise<GroupsOutputs> {
  const evaluated = evaluatedRows(table, params.split);
  const { rows } = evaluated;
  const groupings = groupingsOf(table, rows, params);
  const decisions = await readDecisions(table, rows, { model, threshold: params.threshold });
  const { sample, classes } = decisions;
  const { split } = evaluated;
  const measured = await measure({ groupings, decisions, split }, params, context);
  const { planned, known } = measured;
  const smallest = params["min-group"];
  for (const { level, message } of notes({ decisions, measured: planned, known, smallest })) {
    context.log(level, message);
  }
  const curves = groupCurves(planned, known, params.intervals);
  return {
    metrics: {
      rows: measured.rows,
      about: about(table, { evaluated, decisions, measured: planned, known, params }),
      ...(curves !== undefined && { curves }),
    },
    predictions: predictionsTable(table, rows, { sample, classes, replace: model !== undefined }),
  };
}
