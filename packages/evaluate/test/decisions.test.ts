import { makeTable, numbers, texts } from "@fairline/arrow";
import { describe, expect, it } from "vitest";
import { evaluate, failure, figures, meritModel, table, words } from "./toy.ts";

const sex = words("sex", "fmfm", "sensitive");
const hired = words("hired", "1010", "label");
const approved = words("approved", "1100", "prediction");

describe("evaluate/groups refuses", () => {
  it("a table with nothing to evaluate", async () => {
    expect(await failure(evaluate(table([sex])))).toEqual({
      code: "ROLE_MISSING",
      message:
        "the table has no label, no prediction and no score, and there is no model: nothing to evaluate",
      hint: "Connect a model (in: { data: …, model: … }), or give a column the role prediction, score or label at ingest.",
    });
  });

  it("a task other than binary", async () => {
    expect(await failure(evaluate(table([sex, hired], { task: "regression" })))).toEqual({
      code: "TASK_UNSUPPORTED",
      message: "the table's task is regression, not binary",
      hint: "Set the task and the positive class at ingest.",
    });
  });

  it("a table that does not say what is favourable", async () => {
    expect(await failure(evaluate(makeTable([sex, hired])))).toEqual({
      code: "TASK_UNSUPPORTED",
      message: "the table does not say which class is positive, the favourable one",
      hint: "Set the positive class at ingest.",
    });
  });

  it("a label with a third class", async () => {
    const three = words("hired", ["1", "0", "maybe", "1"], "label");
    expect(await failure(evaluate(table([sex, three, approved])))).toEqual({
      code: "VALUE_INVALID",
      message: `label column "hired" has a third class "maybe" in row 3, beside "1" and "0"; the task is binary`,
      hint: "Correct or filter those rows, or set task: multiclass.",
    });
  });

  it("a prediction in other words than the label's", async () => {
    const other = words("approved", ["1", "no", "1", "no"], "prediction");
    expect(await failure(evaluate(table([sex, hired, other])))).toEqual({
      code: "VALUE_INVALID",
      message: `prediction column "approved" has a third class "no" in row 2, beside "1" and "0"; the task is binary`,
      hint: "Correct or filter those rows, or set task: multiclass.",
    });
  });

  it("a null among the labels of the evaluated rows, by its row in the table", async () => {
    const part = words("part", ["train", "test", "test", "train"], "split");
    const gap = words("hired", ["1", "0", null, null], "label");
    expect(await failure(evaluate(table([sex, gap, approved, part])))).toEqual({
      code: "VALUE_MISSING",
      message: `column "hired" is null in row 3`,
      hint: "Drop or impute missing values in a clean stage.",
    });
  });

  it("a score outside [0, 1]", async () => {
    const score = figures("score", [0.1, 7, 0.2, 0.3], "score");
    expect(await failure(evaluate(table([sex, hired, score])))).toEqual({
      code: "VALUE_INVALID",
      message: `score column "score" has 7 in row 2; a score lies in [0, 1]`,
      hint: "Scale the scores to probabilities, or give the column another role.",
    });
  });

  it("a score that is missing", async () => {
    const score = figures("score", [0.1, Number.NaN, 0.2, 0.3], "score");
    expect(await failure(evaluate(table([sex, hired, score])))).toEqual({
      code: "VALUE_MISSING",
      message: `column "score" is null in row 2`,
      hint: "Drop or impute missing values in a clean stage.",
    });
  });

  it("a model that gives a row no score, rather than decide on it", async () => {
    const scores = Float64Array.of(0.1, Number.NaN, 0.2, Number.NaN);
    const { model } = meritModel({ kind: "threshold", threshold: 0.5 }, () => scores);
    expect(await failure(evaluate(table([sex, hired]), {}, { model }))).toEqual({
      code: "VALUE_INVALID",
      message: "the model gives no score for 2 of 4 rows, the first of which is row 2",
      hint: "Look for missing or extreme values of its features in that row; impute or filter them in a clean stage.",
    });
  });

  it.each([
    [[1, 1, -1, 1], "VALUE_INVALID", `weight column "weight" has -1 in row 3`],
    [[1, Infinity, 1, 1], "VALUE_INVALID", `weight column "weight" has Infinity in row 2`],
    [[1, 1, 1, Number.NaN], "VALUE_MISSING", `weight column "weight" is null in row 4`],
  ])("the weights %j", async (values, code, message) => {
    const weight = figures("weight", values, "weight");
    const found = await failure(evaluate(table([sex, hired, approved, weight])));
    expect([found.code, found.message]).toEqual([
      code,
      `${message}; a weight is a finite number of at least 0`,
    ]);
  });

  it("weights that are 0 in every evaluated row", async () => {
    const weight = figures("weight", [0, 0, 0, 0], "weight");
    const { code, message } = await failure(evaluate(table([sex, hired, approved, weight])));
    expect([code, message]).toEqual([
      "VALUE_INVALID",
      `weight "weight" is 0 in every row that counts`,
    ]);
  });

  it("a split without rows, listing those that have some", async () => {
    const part = words("part", ["train", "train", "validation", "train"], "split");
    expect(await failure(evaluate(table([sex, hired, approved, part])))).toEqual({
      code: "ROWS_EMPTY",
      message: `split "test" has no rows to evaluate`,
      hint: "Choose another split, or check the stages before. The splits are: train (3), validation (1).",
    });
  });

  it("a table without rows", async () => {
    const empty = table([words("sex", [], "sensitive"), words("approved", [], "prediction")]);
    expect(await failure(evaluate(empty))).toEqual({
      code: "ROWS_EMPTY",
      message: "the table has no rows to evaluate",
      hint: "Choose another split, or check the stages before. The splits are: all (0).",
    });
  });

  it("two prediction columns", async () => {
    const second = words("denied", "0011", "prediction");
    expect(await failure(evaluate(table([sex, hired, approved, second])))).toMatchObject({
      code: "ROLE_AMBIGUOUS",
      message: `several columns have the role "prediction": approved, denied`,
    });
  });

  it("to write over a column that only has the name", async () => {
    const { model } = meritModel(
      { kind: "threshold", threshold: 0.5 },
      (rows) => numbers(rows, "merit").values,
    );
    const call = evaluate(
      table([
        sex,
        hired,
        figures("merit", [0.9, 0.1, 0.8, 0.2]),
        words("score", "abcd", "feature"),
      ]),
      {},
      { model },
    );
    expect(await failure(call)).toEqual({
      code: "COLUMN_DUPLICATE",
      message: `the table already has a column "score", which has not the role score`,
      hint: "Rename it in a clean stage, or give it the role score at ingest.",
    });
  });
});

describe("evaluate/groups accepts", () => {
  it("labels of one class only, with rates that have no denominator", async () => {
    const all = words("hired", "1111", "label");
    const { row } = await evaluate(table([sex, all, approved]));
    expect(row("false_positive_rate")).toMatchObject({ value: Number.NaN, n: 0 });
    expect(row("true_positive_rate").value).toBe(0.5);
  });

  it("a table of one row", async () => {
    const { row } = await evaluate(
      table([
        words("sex", "f", "sensitive"),
        words("hired", "1", "label"),
        words("approved", "1", "prediction"),
      ]),
      { intervals: { method: "bootstrap", replicates: 100 } },
    );
    expect(row("accuracy")).toMatchObject({ value: 1, low: 1, high: 1, n: 1 });
    expect(row("demographic_parity_difference", "sex").low).toBeNaN();
  });

  it("nulls in rows that are not evaluated", async () => {
    const part = words("part", ["test", "test", "train", "train"], "split");
    const gap = words("hired", ["1", "0", null, null], "label");
    const { row } = await evaluate(table([sex, gap, approved, part]));
    expect(row("accuracy")).toMatchObject({ value: 0.5, n: 2 });
  });

  it("any split, or all rows", async () => {
    const part = words("part", ["test", "test", "train", "validation"], "split");
    const data = table([sex, hired, approved, part]);
    expect((await evaluate(data, { split: "train" })).row("count")).toMatchObject({
      value: 1,
      split: "train",
    });
    expect((await evaluate(data, { split: "all" })).row("count")).toMatchObject({
      value: 4,
      split: "all",
    });
  });

  it("scores alone, which need no word for the favourable class", async () => {
    const score = figures("score", [0.5, 0.49, 0.9, 0.1], "score");
    const { row, metrics, predictions } = await evaluate(makeTable([sex, score]));
    expect(texts(predictions, "prediction").values.join("")).toBe("1010");
    expect(row("selection_rate", "sex", "f").value).toBe(1);
    expect(row("selection_rate", "sex", "m").value).toBe(0);
    expect(metrics.rows.some(({ metric }) => metric === "auc")).toBe(false);
  });
});
