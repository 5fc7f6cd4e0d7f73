import type { Table } from "@fairline/arrow";
import { FairlineError, nameHint } from "@fairline/core";
import type { StageContext } from "@fairline/core";
import type { Model } from "@fairline/model";
import { everyRow, readFitRows } from "./fit-rows.ts";
import type { FitRows } from "./fit-rows.ts";
import { groupOutputs } from "./group-outputs.ts";
import { ownThreshold } from "./group-rule.ts";
import { rejectRegion } from "./reject-option.ts";
import type { RejectRegion } from "./reject-option.ts";
import type { RejectOptionParams } from "./reject-option.stage.ts";
import { constrainedMetrics, constraintWords, neededLabels } from "./search/constraint.ts";
import { describeThreshold } from "./threshold-rule.ts";

/** Fits the region in which scores cannot tell, on the validation rows of a table. @param model - Is disposed of. */
export async function fitRejectOption(
  table: Table,
  model: Model,
  params: RejectOptionParams,
  context: Pick<StageContext, "log">,
): Promise<{ model: Model; fit: Table }> {
  try {
    const { constraint, objective, tolerance } = params;
    const threshold = ownThreshold(model.rule, "postprocess/reject-option");
    const figures = constrainedMetrics(constraint);
    const rows = await readFitRows(table, model, { ...params, needed: neededLabels(figures) });
    const isDeprived = deprivedGroups(rows, params.deprived);
    const { best, nearest } = rejectRegion(
      { rows, groups: rows.groups.map(({ members }) => members), isDeprived },
      { threshold, figures, objective, tolerance },
    );
    if (best === undefined) throw outOfReach(nearest, params);
    context.log("info", regionNote(best, rows, { threshold, params }));
    const groups = rows.groups.map(({ name, members }, g) => {
      const own = isDeprived[g] === true ? threshold - best.margin : threshold + best.margin;
      return { name, ...describeThreshold(rows, members, Math.max(0, own)) };
    });
    const overall = describeThreshold(rows, everyRow(rows), threshold);
    const draw = { seed: "", by: null };
    const rules = { groups, overall, missing: params.missing, draw, constraint };
    return groupOutputs(model, rows, rules, context);
  } finally {
    model.dispose();
  }
}

function deprivedGroups({ attribute, groups }: FitRows, deprived: readonly string[]): boolean[] {
  const names = groups.map(({ name }) => name);
  const unknown = deprived.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new FairlineError("PARAM_INVALID", `"${unknown}" is no group of "${attribute}"`, {
      hint: nameHint(unknown, names, "groups"),
    });
  }
  const found = names.map((name) => deprived.includes(name));
  if (!found.every((isDeprived) => isDeprived)) return found;
  throw new FairlineError("PARAM_INVALID", `all groups of "${attribute}" are named as deprived`, {
    hint: "Leave out those that the region is to decide against.",
  });
}

function regionNote(
  { margin, value, gap }: RejectRegion,
  { scores, groups, attribute }: FitRows,
  { threshold, params }: { readonly threshold: number; readonly params: RejectOptionParams },
): string {
  const members = groups.flatMap((group) => [...group.members]);
  const inside = members.filter((row) => Math.abs(scores[row]! - threshold) < margin).length;
  const share = `${String(inside)} of ${String(members.length)} validation rows lie within ${margin.toFixed(4)} of the threshold`;
  const words = `${constraintWords(params.constraint)} by "${attribute}" ${gap.toFixed(4)} apart`;
  return `${share}; ${params.objective} ${value.toFixed(4)}, ${words}`;
}

function outOfReach(nearest: RejectRegion, params: RejectOptionParams): FairlineError {
  const { constraint, tolerance } = params;
  return new FairlineError(
    "VALUE_INVALID",
    `no margin brings the ${constraintWords(constraint)} of the groups at most ${String(tolerance)} apart on the validation rows; the nearest are ${nearest.gap.toFixed(4)} apart, with a margin of ${nearest.margin.toFixed(4)}`,
    {
      hint: "Give tolerance that much room, or use postprocess/threshold, which parts the groups freely.",
    },
  );
}
