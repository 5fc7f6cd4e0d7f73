import { categoryColumn, makeTable, numberColumn } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import type { StageContext } from "@fairline/core";
import type { Model, ScoreCurve } from "@fairline/model";
import { groupCost, withheldShares } from "./calibrated-equalized-odds.ts";
import type { GroupCost } from "./calibrated-equalized-odds.ts";
import type { CalibratedEqualizedOddsParams } from "./calibrated-equalized-odds.stage.ts";
import { countsUnder } from "./cost-note.ts";
import { fewRowsWarnings, missingWarnings } from "./fit-notes.ts";
import { readFitRows } from "./fit-rows.ts";
import type { FitRows } from "./fit-rows.ts";
import { byName, ownThreshold } from "./group-rule.ts";

/** A group with what it costs and what is withheld from it. */
interface WithheldGroup extends GroupCost {
  readonly name: string;
  readonly n: number;
  readonly positives: number;
  readonly share: number;
}

/** Withholds scores such that errors cost all groups alike, on the validation rows of a table. @param model - Is disposed of. */
export async function fitCalibratedEqualizedOdds(
  table: Table,
  model: Model,
  params: CalibratedEqualizedOddsParams,
  context: Pick<StageContext, "log" | "seed">,
): Promise<{ model: Model; fit: Table }> {
  try {
    ownThreshold(model.rule, "postprocess/calibrated-equalized-odds");
    const needed = ["positive", "negative"] as const;
    const rows = await readFitRows(table, model, { ...params, needed });
    const groups = withheldGroups(rows, params);
    warn(rows, model, params, context);
    for (const note of notesOf(groups)) context.log("info", note);
    const map = {
      attribute: rows.attribute,
      curves: byName(groups, curveOf),
      otherwise: params.missing === "refuse" ? null : ({ kind: "identity" } as const),
      draw: { seed: context.seed, by: params["draw-by"] ?? null },
    };
    return { model: model.withScoreMap(map), fit: fitTable(rows.attribute, groups) };
  } finally {
    model.dispose();
  }
}

function withheldGroups(rows: FitRows, { cost }: CalibratedEqualizedOddsParams): WithheldGroup[] {
  const costs = rows.groups.map(({ name, members }) => ({
    name,
    n: members.length,
    positives: members.reduce((count, row) => count + rows.labels[row]!, 0),
    ...groupCost(rows, members, cost),
  }));
  const shares = withheldShares(costs);
  return costs.map((group, g) => ({ ...group, share: shares[g]! }));
}

function curveOf({ share, baseRate }: WithheldGroup): ScoreCurve {
  return share === 0 ? { kind: "identity" } : { kind: "withheld", share, score: baseRate };
}

function warn(
  rows: FitRows,
  model: Model,
  { missing }: CalibratedEqualizedOddsParams,
  { log }: Pick<StageContext, "log">,
): void {
  const counts = countsUnder(model.rule, rows);
  const groups = rows.groups.map(({ name, members }, g) => ({
    name,
    counts: counts[g]!,
    positives: members.reduce((count, row) => count + rows.labels[row]!, 0),
  }));
  const warnings = [
    ...missingWarnings({ attribute: rows.attribute, groups, missing }, rows.scores.length),
    ...groups.flatMap((group) => fewRowsWarnings(group, "equalized-odds")),
  ];
  for (const warning of warnings)
    log("warn", warning.replace("the threshold of", "what is withheld of"));
}

function notesOf(groups: readonly WithheldGroup[]): string[] {
  return groups.map(({ name, share, cost, meanScore, baseRate }) => {
    const calibrated = `scores ${meanScore.toFixed(4)} on average for a base rate of ${baseRate.toFixed(4)}`;
    const most = Math.max(...groups.map((group) => group.cost));
    return `"${name}": ${(100 * share).toFixed(1)} % of its scores are withheld, so that it costs ${most.toFixed(4)} in place of ${cost.toFixed(4)}; ${calibrated}`;
  });
}

/** One row per group. */
function fitTable(attribute: string, groups: readonly WithheldGroup[]): Table {
  const figures = (of: (group: WithheldGroup) => number) => numberColumn(groups.map(of));
  const counts = (of: (group: WithheldGroup) => number) =>
    numberColumn(groups.map(of), { integer: true });
  return makeTable([
    { name: "attribute", column: categoryColumn(groups.map(() => attribute)) },
    { name: "group", column: categoryColumn(groups.map(({ name }) => name)) },
    { name: "withheld", column: figures(({ share }) => share) },
    { name: "n", column: counts(({ n }) => n) },
    { name: "positives", column: counts(({ positives }) => positives) },
    { name: "base_rate", column: figures(({ baseRate }) => baseRate) },
    { name: "mean_score", column: figures(({ meanScore }) => meanScore) },
    { name: "generalized_false_positive_rate", column: figures((group) => group.falsePositive) },
    { name: "generalized_false_negative_rate", column: figures((group) => group.falseNegative) },
    { name: "cost", column: figures(({ cost }) => cost) },
    { name: "base_rate_cost", column: figures(({ baseRateCost }) => baseRateCost) },
  ]);
}
