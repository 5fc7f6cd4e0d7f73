import { categoryColumn, makeTable, numberColumn } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { FairlineError, SMALL_GROUP } from "@fairline/core";
import type { StageContext } from "@fairline/core";
import { curveAt } from "@fairline/model";
import type { Model } from "@fairline/model";
import { fitCurve } from "./calibrate.ts";
import type { CalibrationCurve } from "./calibrate.ts";
import type { CalibrateParams } from "./calibrate.stage.ts";
import type { ScoredRows } from "./cuts.ts";
import { missingWarnings } from "./fit-notes.ts";
import { everyRow, readFitRows, readValidationScores } from "./fit-rows.ts";
import { byName } from "./group-rule.ts";

/** A curve and the rows that it was fitted on. */
interface FittedCurve {
  /** Null for all rows alike. */
  readonly name: string | null;
  readonly members: Uint32Array;
  readonly curve: CalibrationCurve;
}

/** Calibrates the scores of a model on the validation rows of a table. @param model - Is disposed of. */
export async function fitCalibration(
  table: Table,
  model: Model,
  params: CalibrateParams,
  context: Pick<StageContext, "log">,
): Promise<{ model: Model; fit: Table }> {
  try {
    requireUnfittedRule(model);
    const { rows, attribute, fitted } = params["per-group"]
      ? await byGroup(table, model, params, context)
      : await overall(table, model, params);
    for (const curve of fitted)
      for (const note of notesOf(rows, curve, attribute)) context.log("warn", note);
    context.log("info", lossNote(rows, fitted));
    const all = fitted.find(({ name }) => name === null)!;
    const groups = fitted.flatMap(({ name, curve }) => (name === null ? [] : [{ name, curve }]));
    const map = {
      attribute,
      curves: byName(groups, ({ curve }) => curve),
      otherwise: attribute === null ? all.curve : otherwiseOf(params, all.curve),
      draw: null,
    };
    return { model: model.withScoreMap(map), fit: fitTable(rows, fitted, attribute) };
  } finally {
    model.dispose();
  }
}

interface Fitted {
  readonly rows: ScoredRows;
  readonly attribute: string | null;
  /** Of every group, and of all rows alike. */
  readonly fitted: readonly FittedCurve[];
}

async function overall(table: Table, model: Model, { method }: CalibrateParams): Promise<Fitted> {
  const rows = await readValidationScores(table, model);
  const members = everyRow(rows);
  requireBothLabels(rows);
  return {
    rows,
    attribute: null,
    fitted: [{ name: null, members, curve: fitCurve(method, rows, members) }],
  };
}

async function byGroup(
  table: Table,
  model: Model,
  params: CalibrateParams,
  { log }: Pick<StageContext, "log">,
): Promise<Fitted> {
  const needed = ["positive", "negative"] as const;
  const rows = await readFitRows(table, model, { ...params, needed });
  const parts = [...rows.groups, { name: null, members: everyRow(rows) }];
  const fitted = parts.map(({ name, members }) => {
    return { name, members, curve: fitCurve(params.method, rows, members) };
  });
  const groups = rows.groups.map(({ members }) => {
    return { counts: { n: members.length, tp: 0, fp: 0, tn: 0, fn: 0 } };
  });
  const { attribute } = rows;
  const warnings = missingWarnings(
    { attribute, groups, missing: params.missing },
    rows.scores.length,
  );
  for (const warning of warnings) log("warn", warning.replace("threshold", "curve"));
  return { rows, attribute, fitted };
}

function otherwiseOf({ missing }: CalibrateParams, all: CalibrationCurve): CalibrationCurve | null {
  switch (missing) {
    case "refuse":
      return null;
    case "overall":
      return all;
    case "model":
      return { kind: "identity" };
  }
}

/** Thresholds that were fitted to other scores mean nothing for calibrated ones. */
function requireUnfittedRule({ rule }: Model): void {
  if (rule.kind === "threshold" && rule.threshold === 0.5) return;
  throw new FairlineError(
    "PARAM_INVALID",
    "the model's rule was fitted to its scores as they are, and calibrated ones would not fit it",
    { hint: "Calibrate first, and fit the rule to the model that comes out." },
  );
}

function requireBothLabels({ labels }: ScoredRows): void {
  if (new Set(labels).size === 2) return;
  throw new FairlineError("VALUE_INVALID", "all validation rows have the same label", {
    hint: "Split by label in the clean stage.",
  });
}

function notesOf(
  { labels }: ScoredRows,
  { name, members }: FittedCurve,
  attribute: string | null,
): string[] {
  const positives = members.reduce((count, row) => count + labels[row]!, 0);
  const fewest = Math.min(positives, members.length - positives);
  if (fewest >= SMALL_GROUP || (name === null && attribute !== null)) return [];
  const whose = name === null ? "the curve" : `the curve of "${name}"`;
  return [
    `${whose} rests on ${String(fewest)} validation rows of the rarer label: calibrated scores of other rows may be far off`,
  ];
}

/** What the curves do to the log loss of the rows that they were fitted on. */
function lossNote(rows: ScoredRows, fitted: readonly FittedCurve[]): string {
  const own = fitted.length === 1 ? fitted : fitted.filter(({ name }) => name !== null);
  const total = own
    .map((curve) => figuresOf(rows, curve))
    .reduce((a, b) => {
      const weight = a.weight + b.weight;
      const mean = (of: "before" | "after"): Figures => ({
        score: 0,
        logLoss: (a[of].logLoss * a.weight + b[of].logLoss * b.weight) / weight,
        brier: (a[of].brier * a.weight + b[of].brier * b.weight) / weight,
      });
      return { ...a, weight, before: mean("before"), after: mean("after") };
    });
  const pair = (of: "logLoss" | "brier"): string =>
    `${total.before[of].toFixed(4)} to ${total.after[of].toFixed(4)}`;
  return `log loss ${pair("logLoss")}, Brier score ${pair("brier")} on the validation rows that the curves were fitted on`;
}

interface Figures {
  /** Mean. */
  readonly score: number;
  readonly logLoss: number;
  readonly brier: number;
}

interface CurveFigures {
  readonly n: number;
  readonly positives: number;
  readonly weight: number;
  readonly baseRate: number;
  readonly before: Figures;
  readonly after: Figures;
}

function figuresOf(rows: ScoredRows, { members, curve }: FittedCurve): CurveFigures {
  const { scores, labels, weights } = rows;
  const weight = members.reduce((sum, row) => sum + weights[row]!, 0);
  const mean = (of: (row: number) => number): number =>
    members.reduce((sum, row) => sum + weights[row]! * of(row), 0) / weight;
  const figures = (scoreOf: (row: number) => number): Figures => ({
    score: mean(scoreOf),
    logLoss: mean((row) => -Math.log(labels[row] === 1 ? scoreOf(row) : 1 - scoreOf(row))),
    brier: mean((row) => (scoreOf(row) - labels[row]!) ** 2),
  });
  return {
    n: members.length,
    positives: members.reduce((count, row) => count + labels[row]!, 0),
    weight,
    baseRate: mean((row) => labels[row]!),
    before: figures((row) => scores[row]!),
    after: figures((row) => curveAt(curve, scores[row]!)),
  };
}

/** One row per curve: that of each group, then one without a group for all rows alike. */
function fitTable(
  rows: ScoredRows,
  fitted: readonly FittedCurve[],
  attribute: string | null,
): Table {
  const found = fitted.map((curve) => figuresOf(rows, curve));
  const figures = (of: (each: CurveFigures) => number) => numberColumn(found.map(of));
  const counts = (of: (each: CurveFigures) => number) =>
    numberColumn(found.map(of), { integer: true });
  return makeTable([
    { name: "attribute", column: categoryColumn(fitted.map(() => attribute)) },
    { name: "group", column: categoryColumn(fitted.map(({ name }) => name)) },
    { name: "n", column: counts(({ n }) => n) },
    { name: "positives", column: counts(({ positives }) => positives) },
    { name: "base_rate", column: figures(({ baseRate }) => baseRate) },
    { name: "mean_score", column: figures(({ before }) => before.score) },
    { name: "mean_calibrated", column: figures(({ after }) => after.score) },
    { name: "log_loss", column: figures(({ before }) => before.logLoss) },
    { name: "log_loss_calibrated", column: figures(({ after }) => after.logLoss) },
    { name: "brier", column: figures(({ before }) => before.brier) },
    { name: "brier_calibrated", column: figures(({ after }) => after.brier) },
  ]);
}
