import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  allRows,
  categories,
  categoryColumn,
  categoryWords,
  column,
  numbers,
  rowsOfSplit,
  tableSource,
  takeRows,
  textColumn,
  withColumn,
  withoutColumns,
} from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import type { ExternalInput, JsonValue } from "@fairline/core";
import type { MetricsArtifact } from "@fairline/metrics";
import { decide } from "@fairline/model";
import type { Model, ModelSource } from "@fairline/model";
import { failure, runStage, scratchDirectory, stageContext } from "@fairline/testing";
import type { TestContext } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { loadStages } from "../src/stages/built-in.ts";

/* One table with missing values in its sensitive column, through every stage. docs/guide/missing-values.md tells what is held here. */

const page = readFileSync(
  join(import.meta.dirname, "../../../docs/guide/missing-values.md"),
  "utf8",
);
const stages = await loadStages();

/** Positions of the rows without `sex`: 2 of 12 training rows, 1 of 6 validation rows, 1 of 6 test rows. */
const MISSING = [4, 10, 14, 20];
const ROWS = Array.from({ length: 24 }, (_, row) => ({
  id: row + 1,
  sex: MISSING.includes(row) ? "" : row % 2 === 0 ? "F" : "M",
  income: 20 + ((row * 7) % 24),
  repaid: row % 3 === 0 || row % 4 === 1 ? "yes" : "no",
  split: row < 12 ? "train" : row < 18 ? "validation" : "test",
}));
const roles = { id: "id", label: "repaid", sensitive: ["sex"], split: "split" };

function csv(): string {
  const path = join(scratchDirectory(), "applications.csv");
  const lines = [Object.keys(ROWS[0]!), ...ROWS.map((row) => Object.values(row).map(String))];
  writeFileSync(path, lines.map((fields) => fields.join(",")).join("\n"));
  return path;
}

async function run(
  name: string,
  inputs: Readonly<Record<string, unknown>>,
  params: Readonly<Record<string, unknown>> = {},
  context: TestContext = stageContext(),
): Promise<Readonly<Record<string, unknown>>> {
  return await runStage(stages.get(name)!, { inputs, params, context });
}

const source = csv();
const ingested = await run(
  "ingest/table",
  {},
  { source, roles },
  stageContext({ files: { source } }),
);
const table = ingested["data"] as Table;

/** A stage on the table, and what it warned of. */
async function onTable(
  name: string,
  params: Readonly<Record<string, unknown>> = {},
  data = table,
): Promise<{ data: Table; warnings: string[] }> {
  const context = stageContext();
  const outputs = await run(name, { data: tableSource(data) }, params, context);
  return { data: outputs["data"] as Table, warnings: warningsOf(context) };
}

function warningsOf({ logged }: TestContext): string[] {
  return logged.filter(({ level }) => level === "warn").map(({ message }) => message);
}

const clean = (step: unknown, data = table): ReturnType<typeof onTable> =>
  onTable("clean/table", { steps: [step] }, data);
const sexOf = (data: Table): (string | null)[] => categoryWords(categories(data, "sex"));

/** Rows without `sex` by split. */
function missingBySplit(data: Table): number[] {
  return (["train", "validation", "test"] as const).map((split) => {
    const words = sexOf(takeRows(data, rowsOfSplit(data, split)));
    return words.filter((word) => word === null).length;
  });
}

/** A row of the page: the rule and what it tells, by stage. */
function told(stage: string): string {
  const lines = page.split("\n");
  const start = lines.findIndex((line) => line.startsWith(`| \`${stage}\``));
  expect(start, `${stage} is in the page`).toBeGreaterThanOrEqual(0);
  const end = lines.findIndex((line, at) => at > start && !/^\| {2,}\|/.test(line));
  return lines.slice(start, end).join("\n");
}

async function trained(name: string): Promise<{ model: Model; warnings: string[] }> {
  const context = stageContext();
  const params = { epochs: 2, fairness: { penalty: "demographic-parity", strength: 1 } };
  const outputs = await run(name, { data: tableSource(table) }, params, context);
  return { model: outputs["model"] as Model, warnings: warningsOf(context) };
}

describe("a table with missing values in its sensitive column", () => {
  it("is told of by stage in the page, whatever stages there are", () => {
    for (const stage of stages.keys()) expect(told(stage)).not.toBe("");
  });

  it("is read by ingest/table", () => {
    expect(missingBySplit(table)).toEqual([2, 1, 1]);
  });

  it("is read by ingest/dataset, whose conditions no row without a value meets", async () => {
    const folder = scratchDirectory();
    writeFileSync(join(folder, "applications.csv"), readFileSync(source));
    const described = (type: string): object => ({ type, description: "A column." });
    const recipe = (keep: object[]): string =>
      JSON.stringify({
        title: "Applications",
        description: "Loan applications.",
        licence: "none stated",
        citation: ["nobody"],
        files: [{ path: "applications.csv" }],
        columns: {
          id: described("integer"),
          sex: described("category"),
          repaid: described("category"),
          split: described("category"),
        },
        roles,
        keep,
      });
    const read = async (keep: object[]): Promise<Table> => {
      writeFileSync(join(folder, "recipe.yaml"), recipe(keep));
      const stage = stages.get("ingest/dataset")!;
      const params = { dataset: join(folder, "recipe.yaml") };
      const externals = await stage.externals?.(stage.params.parse(params), (path) =>
        resolve(path),
      );
      const context = stageContext(contextOf(externals ?? []));
      return (await run("ingest/dataset", {}, params, context))["data"] as Table;
    };
    expect(missingBySplit(await read([]))).toEqual([2, 1, 1]);
    expect(missingBySplit(await read([{ column: "sex", not: ["F"] }]))).toEqual([0, 0, 0]);
  });

  it("is not made by ingest/simulate", async () => {
    const params = {
      rows: 50,
      variables: {
        sex: { categorical: { F: 0.5, M: 0.5 } },
        repaid: { bernoulli: { p: 0.5 } },
      },
      roles: { label: "repaid", sensitive: "sex" },
    };
    const { data } = await run("ingest/simulate", {}, params);
    expect(sexOf(data as Table)).not.toContain(null);
  });

  it("is divided by clean/table with missing as a stratum, and needs no rows of it in a split", async () => {
    const whole = withoutColumns(table, ["split"]);
    const divided = await clean(
      { split: { test: 0.25, validation: 0.25, by: ["sensitive"] } },
      whole,
    );
    expect(missingBySplit(divided.data)).toEqual([2, 1, 1]);
    expect(divided.warnings).toEqual([]);
    const adopted = takeRows(
      table,
      allRows(table).filter((row) => row !== 20),
    );
    expect(missingBySplit((await clean({ split: { column: "split" } }, adopted)).data)).toEqual([
      2, 1, 0,
    ]);
    const homes = withColumn(
      whole,
      "household",
      textColumn(ROWS.map(({ id }) => (id % 3 === 0 ? null : `home ${String(id % 12)}`))),
    );
    const byHome = await clean({ split: { test: 0.5, group: "household" } }, homes);
    expect(byHome.warnings).toEqual([
      `"household" is missing in 8 of 24 rows: each goes to a split by itself`,
    ]);
  });

  it("is cleaned by other steps as the page tells", async () => {
    const twice = await clean({ "drop-duplicates": ["sex"] });
    expect(sexOf(twice.data)).toEqual(["F", "M", null]);
    expect((await clean({ "drop-nulls": ["sex"] })).data.numRows).toBe(20);
    expect((await clean({ filter: "sex != 'F'" })).data.numRows).toBe(12);
    expect(missingBySplit((await clean("impute")).data)).toEqual([2, 1, 1]);
    const filled = await clean({ impute: { categorical: "unknown", columns: ["sex"] } });
    expect(sexOf(filled.data).filter((word) => word === "unknown")).toHaveLength(4);
  });

  it("is refused by stages of rebalance that work by group, for its training rows only", async () => {
    for (const [name, params] of [
      ["rebalance/reweigh", {}],
      ["rebalance/resample", { method: "over" }],
      ["rebalance/resample", { method: "under", by: "group" }],
      ["rebalance/preferential-sampling", {}],
      ["rebalance/massage", {}],
      ["rebalance/remove-correlation", { features: ["income"] }],
      ["rebalance/repair", { features: ["income"] }],
      ["rebalance/smote", {}],
      ["rebalance/fair-representation", { epochs: 1 }],
      ["rebalance/optimized-preprocessing", { gap: 0.5, distortion: 2, reach: 20 }],
    ] as const) {
      expect(await failure(() => onTable(name, params))).toBe(
        'VALUE_MISSING: column "sex" is null in row 5\nDrop or impute missing values in a clean stage.',
      );
      const rest = takeRows(
        table,
        allRows(table).filter((row) => row !== 4 && row !== 10),
      );
      expect(missingBySplit((await onTable(name, params, rest)).data)).toEqual([0, 1, 1]);
    }
    expect(told("rebalance/reweigh")).toContain('column "sex" is null in row 5');
    const rest = takeRows(
      table,
      allRows(table).filter((row) => row !== 4 && row !== 10),
    );
    const { warnings } = await onTable("rebalance/remove-correlation", {}, rest);
    expect(told("rebalance/remove-correlation")).toContain(warnings[0]);
    const byLabel = await onTable("rebalance/resample", { method: "over", by: "label" });
    expect(byLabel.data.numRows).toBeGreaterThanOrEqual(24);
  });

  it("gets no counterparts from augment/counterfactual where the value is missing", async () => {
    const { data, warnings } = await onTable("augment/counterfactual");
    expect(data.numRows).toBe(24 + 10);
    expect(missingBySplit(data)).toEqual([2, 1, 1]);
    expect(warnings).toHaveLength(1);
    expect(told("augment/counterfactual")).toContain(warnings[0]);
  });

  it("gets noisy copies and is mixed, and is refused where rows are made by group", async () => {
    expect((await onTable("augment/noise")).data.numRows).toBe(24 + 12);
    expect((await onTable("augment/mixup")).data.numRows).toBe(24 + 24);
    const between = { between: "groups" };
    expect(await failure(() => onTable("augment/mixup", between))).toContain(
      'column "sex" is null in row 5',
    );
    for (const name of ["augment/gan", "augment/oversample"]) {
      expect(await failure(() => onTable(name))).toContain('column "sex" is null in row 5');
    }
  });

  it("gets copies from augment/adversarial like any other row", async () => {
    const { model } = await trained("train/logistic");
    const source: ModelSource = { open: () => Promise.resolve(model) };
    const inputs = { data: tableSource(table), model: source };
    const { data } = await run("augment/adversarial", inputs);
    expect((data as Table).numRows).toBe(24 + 12);
  });

  it("is learned from by the stages of train, and left out of a penalty", async () => {
    for (const name of ["train/logistic", "train/mlp"]) {
      const { model, warnings } = await trained(name);
      expect(model.features).toEqual(["income"]);
      expect(warnings).toHaveLength(1);
      expect(told("train/logistic")).toContain(warnings[0]);
      model.dispose();
    }
  });

  it("decides by the threshold for everybody else in postprocess/threshold", async () => {
    const { model } = await trained("train/logistic");
    const context = stageContext();
    const given: ModelSource = { open: () => Promise.resolve(model) };
    const outputs = await run(
      "postprocess/threshold",
      { data: tableSource(table), model: given },
      { constraint: "demographic-parity", tolerance: 1, missing: "overall" },
      context,
    );
    const fitted = outputs["model"] as Model;
    const { rule } = fitted;
    expect(rule).toMatchObject({ kind: "group-thresholds", attribute: "sex" });
    const nobody = withColumn(table, "sex", categoryColumn(ROWS.map(() => null)));
    const otherwise =
      rule.kind === "group-thresholds" && rule.otherwise !== null ? rule.otherwise : Number.NaN;
    const scores = ROWS.map((_, row) => row / ROWS.length);
    expect([...decide(rule, scores, nobody)]).toEqual(
      scores.map((score) => Number(score >= otherwise)),
    );
    const fit = outputs["fit"] as Table;
    expect(column(fit, "group")).toEqual(categoryColumn(["F", "M", null]));
    expect([...numbers(fit, "n").values]).toEqual([2, 3, 6]);
    const missing = warningsOf(context).find((message) => message.includes("missing"));
    expect(missing).toBeDefined();
    expect(told("postprocess/threshold")).toContain(missing);
    fitted.dispose();
  });

  it("is a group of evaluate/groups, and of the reports", async () => {
    const decided = withColumn(
      table,
      "approved",
      categoryColumn(ROWS.map(({ income }) => (income > 30 ? "yes" : "no"))),
      ["prediction"],
    );
    const context = stageContext();
    const params = { intervals: { method: "none" }, "min-group": 0 };
    const outputs = await run("evaluate/groups", { data: tableSource(decided) }, params, context);
    const metrics = outputs["metrics"] as MetricsArtifact;
    expect(metrics.about.attributes).toMatchObject([
      {
        name: "sex",
        columns: ["sex"],
        within: null,
        groups: [
          { name: "F", values: ["F"], rows: 2 },
          { name: "M", values: ["M"], rows: 3 },
          { name: "(missing)", values: [null], rows: 1 },
        ],
      },
    ]);
    const missing = warningsOf(context).filter((message) => message.includes("missing"));
    expect(missing).toHaveLength(1);
    expect(told("evaluate/groups")).toContain(missing[0]);
    for (const name of ["report/html", "report/markdown"]) {
      const report = await run(name, { metrics: [{ point: {}, value: metrics }] });
      expect(readFileSync(report["page"] as string, "utf8")).toContain("(missing)");
    }
  });
});

function contextOf(externals: readonly ExternalInput[]): {
  files: Record<string, string>;
  values: Record<string, JsonValue>;
} {
  const files: Record<string, string> = {};
  const values: Record<string, JsonValue> = {};
  for (const external of externals) {
    if (external.type === "value") values[external.name] = external.value;
    else if (external.type === "file") files[external.name] = external.path;
  }
  return { files, values };
}
