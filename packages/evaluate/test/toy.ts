import { categoryColumn, makeTable, numberColumn, tableSource, withMeta } from "@fairline/arrow";
import type { NamedColumn, Table, TableMeta } from "@fairline/arrow";
import type { MetricRow, Stratum } from "@fairline/core";
import type { MetricsArtifact } from "@fairline/metrics";
import type { DecisionRule, Model } from "@fairline/model";
import { runStage, stageContext } from "@fairline/testing";
import type { TestContext } from "@fairline/testing";
import { groupsStage } from "@fairline/evaluate";

/** Fairlearn's documented 18 rows. */
export const DOC18 = {
  sex: Array.from("bbabbcccaacabccbcc"),
  hired: Array.from("011110101000111111"),
  approved: Array.from("001011100111100110"),
};

/** A column of words with roles. */
export function words(
  name: string,
  values: Iterable<string | null>,
  ...roles: NonNullable<NamedColumn["roles"]>
): NamedColumn {
  return { name, column: categoryColumn(values), roles };
}

/** A column of numbers with roles. */
export function figures(
  name: string,
  values: readonly number[],
  ...roles: NonNullable<NamedColumn["roles"]>
): NamedColumn {
  return { name, column: numberColumn(values), roles };
}

/** A binary table whose positive class is "1". */
export function table(columns: readonly NamedColumn[], meta: TableMeta = {}): Table {
  return withMeta(makeTable(columns), { task: "binary", positive: "1", ...meta });
}

/** {@link DOC18} with its decisions as a prediction column. */
export function doc18(): Table {
  return table([
    words("sex", DOC18.sex, "sensitive"),
    words("hired", DOC18.hired, "label"),
    words("approved", DOC18.approved, "prediction"),
  ]);
}

/** Scores every row by the numbers in column `merit`. */
export function meritModel(rule: DecisionRule, score: (table: Table) => Float64Array): TestModel {
  const disposed = { times: 0 };
  const model: Model = {
    features: ["merit"],
    positive: "1",
    negative: "0",
    rule,
    scoreMaps: [],
    score: (rows) => Promise.resolve(score(rows)),
    predict: () => Promise.reject(new Error("not called")),
    target: { task: "binary", positive: "1", negative: "0" },
    outputs: (rows) => Promise.resolve({ names: ["score"], values: score(rows) }),
    warnings: [],
    unfamiliarValues: () => undefined,
    withRule: (other) => ({ ...model, rule: other }),
    withScoreMap: () => model,
    dispose: () => {
      disposed.times += 1;
    },
  };
  return { model, disposed };
}

/** A model that counts how often it was disposed of. */
export interface TestModel {
  readonly model: Model;
  readonly disposed: { times: number };
}

/** What `evaluate/groups` gave, and what it told. */
export interface Evaluated {
  readonly metrics: MetricsArtifact;
  readonly predictions: Table;
  readonly context: TestContext;
  /** The one row of a metric; attribute, group and stratum null if left out. */
  readonly row: (
    metric: string,
    attribute?: string | null,
    group?: string | null,
    within?: Stratum | null,
  ) => MetricRow;
}

/** Runs `evaluate/groups` as the runner does; without intervals unless asked for. */
export async function evaluate(
  data: Table,
  params: Readonly<Record<string, unknown>> = {},
  more: { readonly model?: Model; readonly context?: TestContext } = {},
): Promise<Evaluated> {
  const context = more.context ?? stageContext();
  const model = more.model && { open: () => Promise.resolve(more.model) };
  const out = await runStage(groupsStage, {
    inputs: { data: tableSource(data), model },
    params: { intervals: { method: "none" }, ...params },
    context,
  });
  // The stage's ports say so.
  const { metrics, predictions } = out as { metrics: MetricsArtifact; predictions: Table };
  const row = (
    metric: string,
    attribute: string | null = null,
    group: string | null = null,
    within: Stratum | null = null,
  ) => {
    const found = metrics.rows.filter(
      (each) =>
        each.metric === metric &&
        each.attribute === attribute &&
        each.group === group &&
        each.within?.column === within?.column &&
        each.within?.value === within?.value,
    );
    if (found.length !== 1) {
      throw new Error(
        `${String(found.length)} rows of ${metric} ${String(attribute)} ${String(group)}`,
      );
    }
    return found[0]!;
  };
  return { metrics, predictions, context, row };
}

/** What a failed call threw, as far as users see it. */
export async function failure(
  call: Promise<unknown>,
): Promise<{ code: unknown; message: string; hint: unknown }> {
  const error: unknown = await call.then(
    () => new Error("did not fail"),
    (reason: unknown) => reason,
  );
  const { code, message, hint } = error as Error & { code?: unknown; hint?: unknown };
  return { code, message, hint };
}
