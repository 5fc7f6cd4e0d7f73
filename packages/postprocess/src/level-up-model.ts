import type { Table } from "@fairline/arrow";
import type { StageContext } from "@fairline/core";
import type { Model } from "@fairline/model";
import { cutsOf } from "./cuts.ts";
import type { NamedRule } from "./fit-notes.ts";
import { readFitRows } from "./fit-rows.ts";
import type { FitRows } from "./fit-rows.ts";
import { groupOutputs } from "./group-outputs.ts";
import { liftedCut } from "./level-up.ts";
import type { LevelUpParams } from "./level-up.stage.ts";
import { constrainedMetrics, neededLabels } from "./search/constraint.ts";
import type { CountMetric } from "./search/constraint.ts";
import { describeCuts } from "./threshold-fit.ts";
import { describeOverall, describeThreshold, ownThresholds } from "./threshold-rule.ts";

/** Lowers the thresholds of groups below a rate, on the validation rows of a table. @param model - Is disposed of. */
export async function fitLevelUp(
  table: Table,
  model: Model,
  params: LevelUpParams,
  context: Pick<StageContext, "log">,
): Promise<{ model: Model; fit: Table }> {
  try {
    const [rate] = constrainedMetrics([params.rate]);
    const rows = await readFitRows(table, model, { ...params, needed: neededLabels([rate!]) });
    const thresholds = ownThresholds(model.rule, rows, "postprocess/level-up");
    const own = rows.groups.map(({ name, members }, g) => ({
      name,
      ...describeThreshold(rows, members, thresholds[g]!),
    }));
    const least = params.minimum ?? Math.max(...own.map(rate!.compute)) - params.tolerance;
    const groups = lifted(rows, own, { rate: rate!, least });
    const names = groups.filter((group, g) => group !== own[g]).map(({ name }) => `"${name}"`);
    context.log(
      "info",
      names.length === 0
        ? `every group of "${rows.attribute}" has a ${rate!.label} of ${least.toFixed(4)} already: no threshold changes`
        : `the threshold of ${names.join(", ")} falls, to a ${rate!.label} of at least ${least.toFixed(4)} on validation rows`,
    );
    const overall = describeOverall(model.rule, rows);
    const draw = { seed: "", by: null };
    const room = "a lower minimum asks for less";
    const rest = { missing: params.missing, draw, constraint: [params.rate], room };
    return groupOutputs(model, rows, { groups, overall, ...rest }, context);
  } finally {
    model.dispose();
  }
}

/** The rules of all groups: that which they have, where it is enough. */
function lifted(
  rows: FitRows,
  own: readonly NamedRule[],
  { rate, least }: { readonly rate: CountMetric; readonly least: number },
): NamedRule[] {
  return own.map((group, g) => {
    const { members } = rows.groups[g]!;
    const cuts = cutsOf(rows, members);
    const cut = liftedCut(cuts, rate, { least, own: group.counts });
    if (cut === undefined) return group;
    return {
      name: group.name,
      ...describeCuts(rows, { members, cuts }, [{ rule: cut, share: 1 }]),
    };
  });
}
