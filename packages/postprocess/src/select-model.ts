import { attributeColumn, categoryColumn, makeTable, numberColumn } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import type { Point, PointValue, StageContext } from "@fairline/core";
import { confusion } from "@fairline/metrics";
import type { Confusion, Rate } from "@fairline/metrics";
import { decide } from "@fairline/model";
import type { Model, ModelSource } from "@fairline/model";
import { readFitRows } from "./fit-rows.ts";
import { constrainedMetrics, constraintWords, neededLabels } from "./search/constraint.ts";
import type { CountMetric } from "./search/constraint.ts";
import { chooseModel, heldGap, measureGap } from "./select.ts";
import type { Candidate, Choice, DecidedRows } from "./select.ts";
import type { SelectParams } from "./select.stage.ts";

/** A model with what was measured of it. */
interface MeasuredModel extends Candidate {
  /** Its matrix point: "strength=0.3, seed=1". */
  readonly name: string;
  readonly model: Model;
}

/** Chooses one of several models by their decisions for the validation rows of a table. All are disposed of. */
export async function selectModel(
  table: Table,
  models: readonly PointValue<ModelSource>[],
  params: SelectParams,
  context: Pick<StageContext, "backend" | "log" | "progress" | "signal">,
): Promise<{ model: Model; choice: Table }> {
  const rates = constrainedMetrics(params.constraint).map(requireRate);
  const measured: MeasuredModel[] = [];
  for (const { point, value } of models) {
    context.signal.throwIfAborted();
    context.progress(measured.length, models.length, pointName(point));
    const model = await value.open(context.backend);
    try {
      measured.push({
        name: pointName(point),
        model,
        ...(await measure(table, model, rates, params)),
      });
    } finally {
      model.dispose();
    }
  }
  const limit = { maxGap: params["max-gap"], respect: params.respect };
  const choice = chooseModel(measured, limit);
  if (choice.chosen === undefined) throw noneAllowed(measured[choice.nearest]!, params);
  const chosen = measured[choice.chosen]!;
  context.log("info", `chose ${chosen.name}: ${figuresText(chosen, params)}`);
  return { model: chosen.model, choice: choiceTable(measured, choice, params) };
}

async function measure(
  table: Table,
  model: Model,
  rates: readonly Rate[],
  params: SelectParams,
): Promise<Candidate> {
  const needed = neededLabels(rates);
  const attribute = attributeColumn(table, params.attribute);
  // Rows without a group are in no gap, and the model says itself what becomes of them.
  const rows = await readFitRows(table, model, { attribute, missing: "overall", needed });
  const decisions = decide(model.rule, rows.scores, rows.table);
  const groups = rows.groups.map(({ members }): DecidedRows => ({
    labels: Uint8Array.from(members, (row) => rows.labels[row]!),
    decisions: Uint8Array.from(members, (row) => decisions[row]!),
    weights: Float64Array.from(members, (row) => rows.weights[row]!),
  }));
  const counts = confusion(rows.labels, decisions, rows.weights);
  return {
    gap: measureGap(groups, rates, params.level),
    value: objectiveOf(counts, params.maximize),
  };
}

function objectiveOf(counts: Confusion, maximize: string): number {
  const [metric] = constrainedMetrics([maximize]);
  return metric!.compute({ counts });
}

function requireRate(metric: CountMetric): Rate {
  if (metric.kind === "rate") return metric;
  throw new FairlineError(
    "PARAM_INVALID",
    `${metric.name} is no share of rows, so that its gap has no interval here`,
    {
      hint: "Hold rates alike: selection_rate, true_positive_rate, false_positive_rate.",
    },
  );
}

function pointName(point: Point): string {
  const parts = Object.entries(point).map(([axis, value]) => {
    return `${axis}=${typeof value === "string" ? value : JSON.stringify(value)}`;
  });
  return parts.length === 0 ? "the only model" : parts.join(", ");
}

/** One row per model: what was measured, whether it may be chosen, and why it was or was not. */
function choiceTable(
  measured: readonly MeasuredModel[],
  choice: Choice,
  params: SelectParams,
): Table {
  const figures = (of: (model: MeasuredModel) => number) => numberColumn(measured.map(of));
  const words = (of: (model: MeasuredModel, i: number) => string) =>
    categoryColumn(measured.map(of));
  return makeTable([
    { name: "model", column: words(({ name }) => name) },
    { name: "maximize", column: words(() => params.maximize) },
    { name: "value", column: figures(({ value }) => value) },
    { name: "constraint", column: words(() => constraintWords(params.constraint)) },
    { name: "gap", column: figures(({ gap }) => gap.value) },
    { name: "gap_low", column: figures(({ gap }) => gap.low) },
    { name: "gap_high", column: figures(({ gap }) => gap.high) },
    {
      name: "n",
      column: numberColumn(
        measured.map(({ gap }) => gap.n),
        { integer: true },
      ),
    },
    { name: "max_gap", column: figures(() => params["max-gap"]) },
    { name: "allowed", column: words((_, i) => (choice.isAllowed[i]! ? "yes" : "no")) },
    { name: "chosen", column: words((_, i) => (i === choice.chosen ? "yes" : "no")) },
    { name: "why", column: words((model, i) => why(model, i, { measured, choice, params })) },
  ]);
}

function why(
  model: MeasuredModel,
  i: number,
  {
    measured,
    choice,
    params,
  }: {
    readonly measured: readonly MeasuredModel[];
    readonly choice: Choice;
    readonly params: SelectParams;
  },
): string {
  const { respect, maximize } = params;
  const limit = String(params["max-gap"]);
  if (i === choice.chosen) return `the highest ${maximize} of those within ${limit}`;
  if (!choice.isAllowed[i]!) {
    if (model.gap.value > params["max-gap"]) return `its gap is above ${limit}`;
    return `its gap may be as large as ${heldGap(model.gap, respect).toFixed(4)}, above ${limit}`;
  }
  const best = measured[choice.chosen!]!;
  return model.value === best.value
    ? `another has the same ${maximize}`
    : `another within ${limit} has a higher ${maximize}`;
}

function figuresText({ value, gap }: MeasuredModel, params: SelectParams): string {
  const interval = `[${gap.low.toFixed(4)}, ${gap.high.toFixed(4)}]`;
  return `${params.maximize} ${value.toFixed(4)}, ${constraintWords(params.constraint)} ${gap.value.toFixed(4)} ${interval} apart on ${String(gap.n)} validation rows of the smallest group`;
}

function noneAllowed(nearest: MeasuredModel, params: SelectParams): FairlineError {
  const { respect } = params;
  const held = respect === "interval" ? " by the upper end of its interval" : "";
  const room = (Math.ceil(heldGap(nearest.gap, respect) * 10_000) / 10_000).toFixed(4);
  return new FairlineError(
    "VALUE_INVALID",
    `no model is within a gap of ${String(params["max-gap"])}${held}; the nearest is ${nearest.name}: ${figuresText(nearest, params)}`,
    {
      hint: `Offer models with smaller gaps, give validation more rows, or set max-gap to ${room} or more.`,
    },
  );
}
