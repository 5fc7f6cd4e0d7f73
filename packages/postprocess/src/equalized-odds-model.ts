import type { Table } from "@fairline/arrow";
import type { StageContext } from "@fairline/core";
import type { Model } from "@fairline/model";
import { deriveEqualizedOdds } from "./equalized-odds.ts";
import type { EqualizedOddsParams } from "./equalized-odds.stage.ts";
import { readFitRows } from "./fit-rows.ts";
import type { FitRows } from "./fit-rows.ts";
import { groupOutputs } from "./group-outputs.ts";
import { fitThresholds } from "./threshold-fit.ts";
import type { FittedRule, ThresholdFit } from "./threshold-fit.ts";
import { describeOverall, describeThreshold, ownThresholds } from "./threshold-rule.ts";

/** Fits decisions with equal odds on the validation rows of a table. @param model - Is disposed of. */
export async function fitEqualizedOdds(
  table: Table,
  model: Model,
  params: EqualizedOddsParams,
  context: Pick<StageContext, "log" | "seed">,
): Promise<{ model: Model; fit: Table }> {
  try {
    const needed = ["positive", "negative"] as const;
    const rows = await readFitRows(table, model, { ...params, needed });
    const fit =
      params.from === "scores" ? fromScores(rows, params) : fromDecisions(rows, model, params);
    const gap = `true and false positive rates by "${rows.attribute}" ${fit.gap.toFixed(4)} apart`;
    const expected = `${params.objective} ${fit.value.toFixed(4)} on validation rows, ${gap}, as expected over the draws`;
    context.log("info", expected);
    return groupOutputs(
      model,
      rows,
      {
        groups: rows.groups.map(({ name }, g) => ({ name, ...fit.groups[g]! })),
        overall: fit.otherwise,
        missing: params.missing,
        draw: { seed: context.seed, by: params["draw-by"] ?? null },
        constraint: "equalized-odds",
      },
      context,
    );
  } finally {
    model.dispose();
  }
}

/** Rules by group, and one for everybody else where there is one. */
type OddsFit = Omit<ThresholdFit, "otherwise"> & { readonly otherwise: FittedRule | null };

function fromScores(rows: FitRows, { objective, tolerance }: EqualizedOddsParams): ThresholdFit {
  const goal = { constraint: "equalized-odds", objective, tolerance, randomized: true } as const;
  return fitThresholds(
    rows,
    rows.groups.map(({ members }) => members),
    goal,
  );
}

function fromDecisions(rows: FitRows, model: Model, params: EqualizedOddsParams): OddsFit {
  const thresholds = ownThresholds(model.rule, rows, "from: decisions");
  const groups = rows.groups.map(({ members }, g) => ({
    ...describeThreshold(rows, members, thresholds[g]!),
    threshold: thresholds[g]!,
  }));
  const otherwise = describeOverall(model.rule, rows);
  return { ...deriveEqualizedOdds(groups, params), otherwise };
}
