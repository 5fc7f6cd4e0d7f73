import {
  categoryColumn,
  numberColumn,
  takeRows,
  withColumn,
  withMeta,
  withoutColumns,
  withRoles,
} from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { failure, lendingTable, simulatedTable } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { activeInputs, readTrainingData } from "../src/training-data.ts";
import type { FairnessAttribute } from "../src/fairness/attributes.ts";
import type { TrainingParams } from "../src/params.ts";
import { defaults } from "./defaults.ts";

const parity = (attribute?: string): TrainingParams => ({
  ...defaults,
  fairness: { penalty: "demographic-parity", strength: 1, attribute },
});
const attributeOf = (table: Table, params: TrainingParams): FairnessAttribute =>
  readTrainingData(table, params).fairness!.attributes[0]!;
const named = (...features: string[]): TrainingParams => ({ ...defaults, features });
const featureNames = (params: TrainingParams): string[] =>
  readTrainingData(lendingTable(), params).encoder.map(({ name }) => name);

describe("readTrainingData", () => {
  it("finds splits, labels and classes", () => {
    const data = readTrainingData(lendingTable(), defaults);
    expect([...data.train]).toEqual([0, 1, 2, 3, 4, 5]);
    expect([...data.validation]).toEqual([6, 7, 8]);
    expect([...data.labels]).toEqual([1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 1, 0]);
    expect(data.target).toEqual({ task: "binary", positive: "yes", negative: "no" });
    expect(data.fairness).toBeUndefined();
  });

  it("learns from the columns with role feature, sensitive ones included unless told otherwise", () => {
    expect(featureNames(defaults)).toEqual(["income", "purpose", "sex"]);
    expect(featureNames({ ...defaults, "sensitive-features": "exclude" })).toEqual([
      "income",
      "purpose",
    ]);
  });

  it("learns from named columns instead, in the order given, once each", () => {
    expect(featureNames(named("race", "income", "race"))).toEqual(["race", "income"]);
    expect(featureNames({ ...named("race", "income"), "sensitive-features": "exclude" })).toEqual([
      "income",
    ]);
  });

  it("fits the encoder on training rows only", () => {
    const [income] = readTrainingData(lendingTable(), defaults).encoder;
    // (21 + 34 + 18 + 52 + 47 + 29) / 6.
    expect(income).toMatchObject({ mean: 33.5 });
  });

  it("knows the inputs that no training row sets", () => {
    const data = readTrainingData(lendingTable(), defaults);
    // income; car, home, unknown and missing purpose; F, M and unknown sex.
    expect(activeInputs(data)).toEqual([true, true, true, false, true, true, true, false]);
  });

  it("scales weights to mean 1 on each split, and asks nothing of test rows", () => {
    const weights = [1, 2, 3, 1, 2, 3, 4, 4, 10, Number.NaN, Number.NaN, Number.NaN];
    const table = withColumn(lendingTable(), "w", numberColumn(weights), ["weight"]);
    const data = readTrainingData(table, defaults);
    expect([...data.weights]).toEqual([0.5, 1, 1.5, 0.5, 1, 1.5, 2 / 3, 2 / 3, 10 / 6, 1, 1, 1]);
  });

  it("takes the only sensitive column for a penalty, or the one that is named", () => {
    const table = withRoles(lendingTable(), "race", []);
    expect(attributeOf(table, parity())).toMatchObject({ columns: ["sex"] });
    expect(attributeOf(lendingTable(), parity("race"))).toEqual({
      kind: "groups",
      columns: ["race"],
      groups: [
        { values: ["a"], name: "a", size: 7 },
        { values: ["b"], name: "b", size: 5 },
      ],
      codes: Int32Array.of(0, 1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 1),
    });
  });
});

describe("readTrainingData, of groups", () => {
  it("leaves rows without a group in none, and holds no group of missing values to be one", async () => {
    const sex = categoryColumn(["F", null, "F", "M", null, "M", "F", null, "M", "F", "M", "M"]);
    const table = withColumn(lendingTable(), "sex", sex);
    expect(attributeOf(table, parity("sex"))).toMatchObject({
      codes: Int32Array.of(0, -1, 0, 1, -1, 1, 0, -1, 1, 0, 1, 1),
    });
    const one = withColumn(
      lendingTable(),
      "sex",
      categoryColumn([null, null, null, "M", "M", "M", "F", "F", "F", "F", "F", "F"]),
    );
    expect(await failure(() => readTrainingData(one, parity("sex")))).toMatch(
      /^GROUP_EMPTY: .*; there is only "M"/,
    );
  });
});

describe("readTrainingData refuses", () => {
  const refusal = (table: ReturnType<typeof lendingTable>, params = defaults) =>
    failure(() => readTrainingData(table, params));

  it("a table without a task", async () => {
    expect(await refusal(withMeta(lendingTable(), {}))).toMatchInlineSnapshot(`
      "TASK_UNSUPPORTED: the table's task is not set, not binary
      Set the task and the positive class at ingest."
    `);
  });

  it("a table without training rows", async () => {
    expect(await refusal(takeRows(lendingTable(), [6, 7, 8]))).toMatchInlineSnapshot(`
      "ROWS_EMPTY: no row of the table is in the split "train"
      Give the split train a share in the clean stage."
    `);
  });

  it("a table that was not split", async () => {
    expect(await refusal(withoutColumns(lendingTable(), ["split"]))).toMatchInlineSnapshot(`
      "SPLIT_MISSING: the table has no split column
      Add a split step to the clean stage before this one."
    `);
  });

  it("training rows of one class", async () => {
    expect(await refusal(takeRows(lendingTable(), [0, 3, 6]))).toMatchInlineSnapshot(`
      "VALUE_INVALID: label "repaid" is always "yes" in the training rows
      Training needs both classes: check the positive class at ingest, and the split."
    `);
    expect(await refusal(takeRows(lendingTable(), [1, 2, 7]))).toMatchInlineSnapshot(`
      "VALUE_INVALID: label "repaid" is never "yes" in the training rows
      Training needs both classes: check the positive class at ingest, and the split."
    `);
  });

  it("a feature that is not there", async () => {
    expect(await refusal(lendingTable(), named("incom"))).toMatchInlineSnapshot(`
      "COLUMN_MISSING: feature "incom" is missing from the table
      Did you mean "income"? The columns are: id, income, purpose, sex, race, repaid, split."
    `);
  });

  it("the label among the features", async () => {
    expect(await refusal(lendingTable(), named("income", "repaid"))).toMatchInlineSnapshot(`
      "PARAM_INVALID: feature "repaid" has the role "label"
      Take it from the features: a model may not learn from it."
    `);
  });

  it("to learn from nothing", async () => {
    const params: TrainingParams = { ...named("sex"), "sensitive-features": "exclude" };
    expect(await refusal(lendingTable(), params)).toMatchInlineSnapshot(`
      "ROLE_MISSING: there is no feature to learn from
      Give columns the role feature at ingest, or name them in features."
    `);
  });

  it("a weight that is none", async () => {
    const weights = numberColumn([1, 1, -1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
    const table = withColumn(lendingTable(), "w", weights, ["weight"]);
    expect(await refusal(table)).toMatchInlineSnapshot(`
      "VALUE_INVALID: weight column "w" has -1 in row 3; a weight is a finite number of at least 0
      Correct the row, or give the column another role."
    `);
  });

  it("a penalty without an attribute, of several, or of numbers", async () => {
    expect(await refusal(lendingTable(), parity())).toMatchInlineSnapshot(`
      "ROLE_AMBIGUOUS: several columns have the role "sensitive": sex, race
      Name one of them in the stage's parameter fairness.attribute."
    `);
    const none = withoutColumns(lendingTable(), ["sex", "race"]);
    expect(await refusal(none, parity())).toMatchInlineSnapshot(`
      "ROLE_MISSING: no column of the table has the role "sensitive"
      Give a column that role at ingest (roles: { sensitive: [<column>] }), or name one in the stage's parameters. The columns are: id, income, purpose, repaid, split."
    `);
    expect(await refusal(lendingTable(), parity("income"))).toMatchInlineSnapshot(`
      "COLUMN_TYPE: attribute "income" holds numbers, not groups
      Cut it into ranges in a clean stage."
    `);
    expect(await refusal(lendingTable(), parity("gender"))).toMatchInlineSnapshot(`
      "COLUMN_MISSING: there is no column "gender" in the table
      The columns are: id, income, purpose, sex, race, repaid, split."
    `);
  });

  it("a penalty by a column that is not sensitive, or whose values are no groups", async () => {
    expect(await refusal(lendingTable(), parity("purpose"))).toMatchInlineSnapshot(`
      "PARAM_INVALID: fairness.attribute is "purpose", which does not have the role "sensitive"
      Give it that role at ingest (roles: { sensitive: [purpose] }), or name one that has it: sex, race."
    `);
    const twelve = Array.from({ length: 12 }, (_, row) => row);
    const ages = withColumn(
      simulatedTable({ rows: 200 }),
      "age",
      numberColumn(
        Array.from({ length: 200 }, (_, row) => 18 + (row % 63)),
        { integer: true },
      ),
      ["sensitive"],
    );
    expect(await refusal(ages, parity("age"))).toMatchInlineSnapshot(`
      "PARAM_INVALID: fairness.attribute "age" has 63 groups; at most 20 of whole numbers can be compared while training
      Cut it into ranges in a clean stage (bands)."
    `);
    const ids = withColumn(
      simulatedTable({ rows: 200 }),
      "person",
      categoryColumn(Array.from({ length: 200 }, (_, row) => `p${String(row)}`)),
      ["sensitive"],
    );
    expect(await refusal(ids, parity("person"))).toMatchInlineSnapshot(`
      "PARAM_INVALID: fairness.attribute "person" has 200 groups; at most 50 can be compared while training
      Choose a column whose values are groups of many rows, or merge values in a clean stage (map-values)."
    `);
    const codes = numberColumn(
      twelve.map((row) => row % 2),
      { integer: true },
    );
    const coded = withColumn(lendingTable(), "sex", codes);
    expect(attributeOf(coded, parity("sex"))).toMatchObject({ groups: [{}, {}] });
  });

  it("a penalty with one group", async () => {
    const women = categoryColumn(Array.from({ length: 12 }, () => "F"));
    const table = withColumn(lendingTable(), "sex", women);
    expect(await refusal(table, parity("sex"))).toMatchInlineSnapshot(`
      "GROUP_EMPTY: the penalty demographic-parity needs two groups of "sex" among the training rows; there is only "F"
      Choose another fairness.attribute, or a split that leaves rows to every group."
    `);
  });

  it("equal opportunity with one group among the positive rows", async () => {
    const table = takeRows(lendingTable(), [1, 2, 3, 4, 5]);
    expect(attributeOf(table, parity("sex"))).toMatchObject({
      groups: [{ name: "F" }, { name: "M" }],
    });
    const opportunity: TrainingParams = {
      ...defaults,
      fairness: { penalty: "equal-opportunity", strength: 1, attribute: "sex" },
    };
    expect(await refusal(table, opportunity)).toMatchInlineSnapshot(`
      "GROUP_EMPTY: the penalty equal-opportunity needs two groups of "sex" among the positive training rows; there is only "M"
      Choose another fairness.attribute, or a split that leaves rows to every group."
    `);
  });
});
