import {
  binaryLabels,
  categories,
  categoryColumn,
  categoryWords,
  column,
  columnNames,
  makeTable,
  numberColumn,
  numbers,
  rowsOfSplit,
  tableSource,
  takeRows,
  withColumn,
  withMeta,
  withoutColumns,
  withRoles,
} from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { confusion, selectionRate, truePositiveRate } from "@fairline/metrics";
import type { Rate } from "@fairline/metrics";
import type { Model, ModelSource } from "@fairline/model";
import { failure, runStage, simulatedTable, stageContext } from "@fairline/testing";
import type { TestContext } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { ABOVE_ALL_SCORES } from "../src/cuts.ts";
import { thresholdStage } from "../src/index.ts";
import { ColumnModel, simulatedModel } from "./models.ts";

/** Eight validation rows, then a training and a test row whose scores and labels must not matter. */
const table = makeTable(
  [
    {
      name: "score",
      roles: ["feature"],
      column: numberColumn([0.9, 0.8, 0.6, 0.4, 0.7, 0.5, 0.3, 0.2, 0.99, 0.01]),
    },
    {
      name: "sex",
      roles: ["sensitive"],
      column: categoryColumn(["a", "a", "a", "a", "b", "b", "b", "b", "b", "a"]),
    },
    {
      name: "repaid",
      roles: ["label"],
      column: categoryColumn(["yes", "yes", "no", "yes", "yes", "no", "no", "no", "no", "yes"]),
    },
    {
      name: "split",
      roles: ["split"],
      column: categoryColumn([...Array<string>(8).fill("validation"), "train", "test"]),
    },
  ],
  { task: "binary", positive: "yes" },
);

interface Fitted {
  readonly model: Model;
  readonly fit: Table;
  readonly frontier: Table;
}

async function run(
  data: Table,
  params: Record<string, unknown> = {},
  {
    model = new ColumnModel(),
    context = stageContext(),
  }: { model?: Model; context?: TestContext } = {},
): Promise<Fitted> {
  const source: ModelSource = { open: () => Promise.resolve(model) };
  return await fitOn(data, params, source, context);
}

async function fitOn(
  data: Table,
  params: Record<string, unknown>,
  model: ModelSource,
  context = stageContext(),
): Promise<Fitted> {
  const outputs = await runStage(thresholdStage, {
    inputs: { data: tableSource(data), model },
    params: { constraint: "demographic-parity", missing: "overall", ...params },
    context,
  });
  // What the stage's output ports say.
  return outputs as unknown as Fitted;
}

describe("postprocess/threshold", () => {
  it("gives the thresholds worked by hand", async () => {
    // As in the test of the search: two of group a and one of group b are selected.
    const { model } = await run(table, { tolerance: 0.25 });
    expect(model.rule).toEqual({
      kind: "group-thresholds",
      attribute: "sex",
      thresholds: { a: expect.closeTo(0.7, 12) as number, b: expect.closeTo(0.6, 12) as number },
      // All eight rows by one threshold: the three with scores above .6 are yes, and so is one below, 7 of 8 right.
      otherwise: expect.closeTo(0.65, 12) as number,
    });
    expect([...(await model.predict(table))]).toEqual([1, 1, 0, 0, 1, 0, 0, 0, 1, 0]);
  });

  it("says by group what the rule does to the validation rows", async () => {
    const { fit } = await run(table, { tolerance: 0.25 });
    expect(columnNames(fit)).toEqual([
      "attribute",
      "group",
      "threshold",
      "n",
      "positives",
      "selection_rate",
      "true_positive_rate",
      "false_positive_rate",
      "positive_predictive_value",
      "accuracy",
    ]);
    expect(categoryWords(categories(fit, "attribute"))).toEqual(["sex", "sex", "sex"]);
    expect(categoryWords(categories(fit, "group"))).toEqual(["a", "b", null]);
    expect(column(fit, "n")).toEqual(numberColumn([4, 4, 8], { integer: true }));
    expect(column(fit, "positives")).toEqual(numberColumn([3, 1, 4], { integer: true }));
    expect(column(fit, "selection_rate")).toEqual(numberColumn([2 / 4, 1 / 4, 3 / 8]));
    expect(column(fit, "true_positive_rate")).toEqual(numberColumn([2 / 3, 1, 3 / 4]));
    expect(column(fit, "accuracy")).toEqual(numberColumn([3 / 4, 1, 7 / 8]));
  });

  it("decides for groups that it never saw by the threshold for everybody", async () => {
    const { model } = await run(table, { tolerance: 0.25 });
    const strangers = makeTable([
      { name: "score", column: numberColumn([0.66, 0.66, 0.66, 0.64]) },
      { name: "sex", column: categoryColumn(["a", "c", null, "c"]) },
    ]);
    expect([...(await model.predict(strangers))]).toEqual([0, 1, 1, 0]);
  });

  it("leaves validation rows without a group to the threshold for everybody", async () => {
    const holed = withColumn(
      table,
      "sex",
      categoryColumn(["a", "a", "a", "a", "b", "b", "b", null, "b", "a"]),
    );
    const context = stageContext();
    const { fit } = await run(holed, { tolerance: 0.25 }, { context });
    expect([...numbers(fit, "n").values]).toEqual([4, 3, 8]);
    expect(context.logged.map(({ message }) => message)).toContain(
      `"sex" is missing in 1 of 8 validation rows: they get the threshold for everybody else`,
    );
  });

  it("counts with the weights of the validation rows, and not rows of weight 0", async () => {
    const weighed = withColumn(table, "w", numberColumn([1, 1, 0, 5, 1, 1, 1, 1, 9, 9]), [
      "weight",
    ]);
    const { fit } = await run(weighed, { tolerance: 1 });
    expect([...numbers(fit, "n").values]).toEqual([3, 4, 7]);
    // Group a holds positives only now: everybody is selected.
    expect([...numbers(fit, "threshold").values].slice(0, 2)).toEqual([0, 0.6]);
  });

  it("closes the gap of a trained model on validation rows, to the tolerance", async () => {
    const data = simulatedTable({ rows: 6000 });
    const validation = takeRows(data, rowsOfSplit(data, "validation"));
    const { codes, values } = categories(validation, "sex");
    const labels = binaryLabels(validation);
    const gapOf = async (model: Model, rate: Rate): Promise<number> => {
      const predictions = await model.predict(validation);
      const [first, second] = values.map((_, g) =>
        rate.compute({
          counts: confusion(
            labels,
            predictions,
            undefined,
            Uint32Array.from(codes.keys()).filter((row) => codes[row] === g),
          ),
        }),
      );
      return Math.abs(first! - second!);
    };
    const before = await simulatedModel(data).open("cpu");
    expect(await gapOf(before, selectionRate)).toBeGreaterThan(0.2);
    expect(await gapOf(before, truePositiveRate)).toBeGreaterThan(0.1);
    before.dispose();
    const parity = await fitOn(data, {}, simulatedModel(data));
    expect(await gapOf(parity.model, selectionRate)).toBeLessThanOrEqual(0.01 + 1e-12);
    parity.model.dispose();
    const opportunity = await fitOn(
      data,
      { constraint: "equal-opportunity", objective: "balanced-accuracy", tolerance: 0.02 },
      simulatedModel(data),
    );
    expect(await gapOf(opportunity.model, truePositiveRate)).toBeLessThanOrEqual(0.02 + 1e-12);
    opportunity.model.dispose();
  });

  it("gives the same rule again, whatever the rows of other splits say", async () => {
    const { model } = await run(table);
    const others = withColumn(
      table,
      "score",
      numberColumn([...numbers(table, "score").values.slice(0, 8), 0, 1]),
    );
    expect((await run(others)).model.rule).toEqual(model.rule);
  });

  it("says what it reached, and what rests on few rows or decides nobody or everybody", async () => {
    const context = stageContext();
    await run(table, { tolerance: 0.25 }, { context });
    expect(context.logged).toMatchInlineSnapshot(`
      [
        {
          "level": "info",
          "message": "accuracy 0.8750 on validation rows, selection rates by "sex" 0.2500 apart",
        },
        {
          "level": "warn",
          "message": "the threshold of "a" rests on 4 validation rows: its rate on other rows may be far off",
        },
        {
          "level": "warn",
          "message": "the threshold of "b" rests on 4 validation rows: its rate on other rows may be far off",
        },
        {
          "level": "info",
          "message": "beside the model's own rule: accuracy 0.6250 to 0.8750, selection rate 0.6250 to 0.3750 on validation rows",
        },
      ]
    `);
    const strict = stageContext();
    const { fit } = await run(
      withColumn(
        table,
        "repaid",
        categoryColumn(Array.from("nnnnnnnyny", (letter) => (letter === "y" ? "yes" : "no"))),
      ),
      { tolerance: 0 },
      { context: strict },
    );
    expect([...numbers(fit, "threshold").values].slice(0, 2)).toEqual([
      ABOVE_ALL_SCORES,
      ABOVE_ALL_SCORES,
    ]);
    expect(strict.logged.map(({ message }) => message)).toContain(
      `nobody of "a" is decided positive: a larger tolerance leaves more choice`,
    );
  });

  it("counts positive rows where they alone make the rate, and finds 30 of them enough", async () => {
    // Group a has 40 validation rows, 29 of them positive; group b has 40 and 30.
    const letters = (positive: number): string[] =>
      Array.from({ length: 40 }, (_, row) => (row < positive ? "yes" : "no"));
    const rows = makeTable(
      [
        {
          name: "score",
          roles: ["feature"],
          column: numberColumn(Array.from({ length: 80 }, (_, row) => (row % 40) / 40)),
        },
        {
          name: "sex",
          roles: ["sensitive"],
          column: categoryColumn([...Array<string>(40).fill("a"), ...Array<string>(40).fill("b")]),
        },
        {
          name: "repaid",
          roles: ["label"],
          column: categoryColumn([...letters(29), ...letters(30)]),
        },
        {
          name: "split",
          roles: ["split"],
          column: categoryColumn(Array<string>(80).fill("validation")),
        },
      ],
      { task: "binary", positive: "yes" },
    );
    const fewRows = async (constraint: string): Promise<readonly string[]> => {
      const context = stageContext();
      await run(rows, { constraint, tolerance: 1 }, { context });
      return context.logged
        .map(({ message }) => message)
        .filter((message) => message.includes("rests on"));
    };
    expect(await fewRows("equal-opportunity")).toEqual([
      `the threshold of "a" rests on 29 positive validation rows: its rate on other rows may be far off`,
    ]);
    expect(await fewRows("demographic-parity")).toEqual([]);
  });

  it("says where no tolerance helps, because all scores of a group are equal", async () => {
    const context = stageContext();
    const tied = withColumn(
      table,
      "score",
      numberColumn([0.5, 0.5, 0.5, 0.5, 0.7, 0.5, 0.3, 0.2, 0, 0]),
    );
    await run(tied, { tolerance: 0 }, { context });
    const messages = context.logged.map(({ message }) => message);
    expect(messages).toContain(
      `nobody of "a" is decided positive: all its scores are equal, so no tolerance parts its rows`,
    );
    expect(messages).toContain(
      `nobody of "b" is decided positive: a larger tolerance leaves more choice`,
    );
  });

  it("knows a group by its value in the rule, whatever the value is", async () => {
    const words = Array.from("aaaabbbbba", (letter) => (letter === "a" ? '"a" × ' : "(missing)"));
    const { model, fit } = await run(withColumn(table, "sex", categoryColumn(words)), {
      tolerance: 0.25,
    });
    expect(model.rule).toMatchObject({
      thresholds: {
        '"a" × ': expect.closeTo(0.7, 12) as number,
        "(missing)": expect.closeTo(0.6, 12) as number,
      },
    });
    expect(categoryWords(categories(fit, "group"))).toEqual(['"a" × ', "(missing)", null]);
  });

  it("disposes of the model it was given, and not of the one it gives", async () => {
    const given = new ColumnModel();
    const { model } = await run(table, {}, { model: given });
    expect(given.disposals.count).toBe(1);
    expect(model).not.toBe(given);
    const refused = new ColumnModel();
    await failure(() => run(withoutColumns(table, ["split"]), {}, { model: refused }));
    expect(refused.disposals.count).toBe(1);
  });

  it("refuses tables without validation rows", async () => {
    expect(await failure(() => run(withoutColumns(table, ["split"])))).toMatchInlineSnapshot(`
      "SPLIT_MISSING: the table has no split column
      Add a split step to the clean stage before this one."
    `);
    const trained = withColumn(table, "split", categoryColumn(Array<string>(10).fill("train")));
    expect(await failure(() => run(trained))).toMatchInlineSnapshot(`
      "ROWS_EMPTY: no row of the table is in the split "validation"
      Give the split validation a share in the clean stage."
    `);
  });

  it("refuses groups that it could not fit", async () => {
    const words = (text: string): (string | null)[] =>
      Array.from(text, (letter) => (letter === "-" ? null : letter));
    const grouped = (text: string): Table => withColumn(table, "sex", categoryColumn(words(text)));
    expect(await failure(() => run(grouped("aaaabbbbca")))).toMatchInlineSnapshot(`
      "GROUP_EMPTY: group "c" of "sex" has no validation rows
      Split by label and sensitive in the clean stage, or merge small groups."
    `);
    expect(await failure(() => run(grouped("aaaaaaaaaa")))).toMatchInlineSnapshot(`
      "GROUP_EMPTY: "sex" needs two groups; there is "a"
      Name another column in the stage's parameter attribute."
    `);
    expect(await failure(() => run(grouped("----------")))).toMatchInlineSnapshot(`
      "GROUP_EMPTY: "sex" needs two groups; there is none
      Name another column in the stage's parameter attribute."
    `);
    expect(await failure(() => run(grouped("aaaaabbbba"), { constraint: "equal-opportunity" })))
      .toMatchInlineSnapshot(`
      "GROUP_EMPTY: group "b" of "sex" has no positive validation rows
      Split by label and sensitive in the clean stage, or merge small groups."
    `);
    const weights = numberColumn([1, 1, 1, 1, 0, 0, 0, 0, 1, 1]);
    const weightless = withColumn(table, "w", weights, ["weight"]);
    expect(await failure(() => run(weightless))).toMatchInlineSnapshot(`
      "GROUP_EMPTY: group "b" of "sex" has no validation rows of a weight above 0
      Give some of them a weight, or merge the group with another."
    `);
    expect(await failure(() => run(weightless, { constraint: "equal-opportunity" })))
      .toMatchInlineSnapshot(`
      "GROUP_EMPTY: group "b" of "sex" has no positive validation rows of a weight above 0
      Give some of them a weight, or merge the group with another."
    `);
    expect(
      await failure(() => run(grouped("aaaabbbbca"), { constraint: "equal-opportunity" })),
    ).toMatch(/^GROUP_EMPTY: group "c" of "sex" has no validation rows\n/);
    const two = withRoles(table, "repaid", ["label", "sensitive"]);
    expect(await failure(() => run(two))).toMatchInlineSnapshot(`
      "ROLE_AMBIGUOUS: several columns have the role "sensitive": sex, repaid
      Name one of them in the stage's parameter attribute."
    `);
  });

  it("refuses balanced accuracy where all labels are alike", async () => {
    const alike = withColumn(
      table,
      "repaid",
      categoryColumn([...Array<string>(8).fill("no"), "yes", "yes"]),
    );
    expect(await failure(() => run(alike, { objective: "balanced-accuracy" })))
      .toMatchInlineSnapshot(`
      "VALUE_INVALID: all validation rows with a group have the same label, but balanced-accuracy needs both
      Split by label in the clean stage, or choose objective: accuracy."
    `);
  });

  it("refuses a table that does not say which class is positive", async () => {
    expect(await failure(() => run(withMeta(table, {})))).toMatch(/^TASK_UNSUPPORTED/);
  });

  it("refuses a model of another class than the table's", async () => {
    const flipped = withMeta(table, { task: "binary", positive: "no" });
    expect(await failure(() => run(flipped))).toMatchInlineSnapshot(`
      "VALUE_INVALID: the positive class of the table is "no", that of the model "yes"
      Give the stage the table that the model was trained on."
    `);
  });

  it("asks for a constraint, and refuses a tolerance above 1 and a name it does not know", async () => {
    expect(thresholdStage.params.safeParse({}).success).toBe(false);
    await expect(run(table, { tolerance: 1.5 })).rejects.toThrow("tolerance");
    await expect(run(table, { attributes: ["sex"] })).rejects.toThrow("attributes");
  });

  it("refuses rows without a group unless it is told what becomes of them", async () => {
    const holed = withColumn(
      table,
      "sex",
      categoryColumn(["a", "a", "a", "a", "b", "b", "b", null, "b", "a"]),
    );
    expect(await failure(() => run(holed, { missing: undefined }))).toMatchInlineSnapshot(`
      "VALUE_MISSING: "sex" is missing in 1 of 8 validation rows, first in row 8, and missing: refuse refuses them
      Say what becomes of such rows (missing: overall, or missing: model), or fill them in or leave them out in a clean stage."
    `);
    const { model } = await run(table, { missing: undefined, tolerance: 0.25 });
    expect(model.rule).toMatchObject({ otherwise: null });
    const stranger = makeTable([
      { name: "score", column: numberColumn([0.9]) },
      { name: "sex", column: categoryColumn(["c"]) },
    ]);
    expect(await failure(() => model.predict(stranger))).toMatchInlineSnapshot(`
      "VALUE_INVALID: "sex" is "c" in row 1, a group that the model has no rule for
      The groups are: a, b."
    `);
  });

  it("leaves rows without a group to the model's own rule where it is told so", async () => {
    const own = new ColumnModel({ kind: "threshold", threshold: 0.375 });
    const { model } = await run(table, { missing: "model", tolerance: 0.25 }, { model: own });
    expect(model.rule).toMatchObject({ otherwise: 0.375 });
    const grouped = new ColumnModel({
      kind: "group-thresholds",
      attribute: "race",
      thresholds: {},
      otherwise: 0.5,
    });
    expect(await failure(() => run(table, { missing: "model" }, { model: grouped })))
      .toMatchInlineSnapshot(`
        "COLUMN_MISSING: there is no column "race" in the table
        The columns are: score, sex, repaid, split."
      `);
  });

  it("holds both rates of equalized odds alike, and says both", async () => {
    const context = stageContext();
    const params = { constraint: "equalized-odds", tolerance: 0.34 };
    const { fit } = await run(table, params, { context });
    expect([...numbers(fit, "true_positive_rate").values].slice(0, 2)).toEqual([2 / 3, 1]);
    expect([...numbers(fit, "false_positive_rate").values].slice(0, 2)).toEqual([0, 0]);
    expect(context.logged.map(({ message }) => message)).toContain(
      `accuracy 0.8750 on validation rows, true positive rates and false positive rates by "sex" 0.3333 apart`,
    );
    expect(context.logged.map(({ message }) => message)).toContain(
      `the threshold of "b" rests on 3 negative validation rows: its rate on other rows may be far off`,
    );
  });

  it("takes any figures of a group's counts, and what each case is worth", async () => {
    // A right positive is worth 3, a wrong one costs 1: rows selected 0 to 4 are worth in a 0 3 6 5 8, in b 0 3 2 1 0.
    // At equal rates 0, 6, 8, 6 and 8: two of each, or everybody; two of each select fewer.
    const objective = { tp: 3, fp: -1, tn: 0, fn: 0 };
    const params = { constraint: ["selection_rate"], objective, tolerance: 0 };
    const { fit } = await run(table, params);
    expect([...numbers(fit, "selection_rate").values].slice(0, 2)).toEqual([0.5, 0.5]);
    expect(await failure(() => run(table, { constraint: ["selection"] }))).toMatch(
      /^PARAM_INVALID: "selection" is no figure of a group's counts\n/,
    );
  });

  it("holds a ratio in place of a difference", async () => {
    const context = stageContext();
    const { fit } = await run(table, { "min-ratio": 0.5 }, { context });
    expect([...numbers(fit, "selection_rate").values].slice(0, 2)).toEqual([0.5, 0.25]);
    expect(context.logged[0]!.message).toBe(
      `accuracy 0.8750 on validation rows, selection rates by "sex" in a ratio of 0.5000`,
    );
  });

  it("draws between thresholds where it is told so, the same draws every time", async () => {
    const data = simulatedTable({ rows: 6000 });
    const params = { constraint: "equalized-odds", tolerance: 0, randomized: true };
    const { model, fit } = await fitOn(data, params, simulatedModel(data));
    expect(model.rule).toMatchObject({ kind: "group-chances", draw: { by: null } });
    const rates = [...numbers(fit, "true_positive_rate").values];
    expect(rates[0]).toBeCloseTo(rates[1]!, 9);
    expect(columnNames(fit)).toContain("chances");
    const again = await fitOn(data, params, simulatedModel(data));
    expect(again.model.rule).toEqual(model.rule);
    expect(await again.model.predict(data)).toEqual(await model.predict(data));
    model.dispose();
    again.model.dispose();
  });

  it("draws by a column where it is named, and only with draws", async () => {
    const params = { randomized: true, tolerance: 0, constraint: "equalized-odds" };
    const { model } = await run(table, { ...params, "draw-by": "score" });
    expect(model.rule).toMatchObject({ draw: { by: "score" } });
    await expect(run(table, { "draw-by": "score" })).rejects.toThrow("needs randomized: true");
  });

  it("gives what each tolerance costs", async () => {
    const { frontier } = await run(table, { tolerance: 0.25, frontier: 5 });
    expect(columnNames(frontier)).toEqual([
      "objective",
      "tolerance",
      "gap",
      "value",
      "threshold: a",
      "threshold: b",
    ]);
    // Equal rates: 6 of 8 right; one row in four apart: 7; without a constraint too.
    expect([...numbers(frontier, "gap").values]).toEqual([0, 0.25]);
    expect([...numbers(frontier, "value").values]).toEqual([6 / 8, 7 / 8]);
  });
});
