import { failure } from "@fairline/testing";
import { fitTrees } from "@fairline/trees";
import type { TrainingData, TreeOptions } from "@fairline/trees";
import { describe, expect, it } from "vitest";
import { category, numeric } from "./world.ts";

const x = numeric("age", [1, 2, 3, 4]);
const labels = [0, 0, 1, 1];
const logistic = { loss: "logistic" } as const;

const said = (data: Partial<TrainingData>, options: Partial<TreeOptions> = {}): Promise<string> =>
  failure(() => fitTrees({ columns: [x], labels, ...data }, { objective: logistic, ...options }));

describe("fitTrees refuses", () => {
  it("infinities, with column and row", async () => {
    const columns = [x, numeric("income", [1, 2, -Infinity, 4])];
    expect(await said({ columns })).toMatchInlineSnapshot(`
      "VALUE_INVALID: column "income" has -Infinity in row 3
      Trees take finite numbers and missing ones: replace it, or leave the value out."
    `);
  });

  it("labels that the loss does not know", async () => {
    expect(await said({ labels: [0, 1, 2, 1] })).toMatchInlineSnapshot(`
      "VALUE_INVALID: the label is 2 in row 3
      A label is 0 or 1."
    `);
    expect(await said({ labels: [0, 1, 3, 1] }, { objective: { loss: "softmax", classes: 3 } }))
      .toMatchInlineSnapshot(`
        "VALUE_INVALID: the label is 3 in row 3
        A label is a whole number from 0 to 2."
      `);
    expect(await said({ labels: [0, 1, Number.NaN, 1] }, { objective: { loss: "squared" } }))
      .toMatchInlineSnapshot(`
        "VALUE_INVALID: the label is NaN in row 3
        A label is a finite number, at most 1e+100 away from 0."
      `);
    expect(await said({ labels: [0, 1, 1e200, 1] }, { objective: { loss: "squared" } })).toMatch(
      /^VALUE_INVALID/,
    );
    expect(
      await failure(() => fitTrees({ columns: [x] }, { objective: logistic })),
    ).toMatchInlineSnapshot(`"VALUE_MISSING: a logistic loss needs labels"`);
    expect(await said({ labels: [0, 1] })).toMatchInlineSnapshot(
      `"LENGTH_MISMATCH: the list of labels has length 2, for 4 rows"`,
    );
  });

  it("weights below 0, or all 0", async () => {
    expect(await said({ weights: [1, -1, 1, 1] })).toMatchInlineSnapshot(`
      "VALUE_INVALID: the weight is -1 in row 2
      A weight is a finite number of at least 0."
    `);
    expect(await said({ weights: [1, Number.NaN, 1, 1] })).toMatch(
      /^VALUE_INVALID: the weight is NaN in row 2/,
    );
    expect(await said({ weights: [0, 0, 0, 0] })).toMatchInlineSnapshot(
      `"ROWS_EMPTY: every row has weight 0"`,
    );
  });

  it("no rows, no columns, columns of two lengths or one name", async () => {
    expect(await said({ columns: [numeric("age", [])], labels: [] })).toMatchInlineSnapshot(
      `"ROWS_EMPTY: there is no row to grow trees on"`,
    );
    expect(await said({ columns: [] })).toMatchInlineSnapshot(
      `"COLUMN_MISSING: there is no column to grow trees on"`,
    );
    expect(await said({ columns: [x, numeric("z", [1])] })).toMatchInlineSnapshot(
      `"LENGTH_MISMATCH: column "z" has length 1, for 4 rows"`,
    );
    expect(await said({ columns: [x, x] })).toMatchInlineSnapshot(
      `"COLUMN_DUPLICATE: there are two columns "age""`,
    );
  });

  it("numbers outside their limits", async () => {
    expect(await said({}, { learningRate: 0 })).toMatchInlineSnapshot(`
      "PARAM_INVALID: learningRate is 0
      Give a number above 0 and at most 1."
    `);
    expect(await said({}, { maxBins: 256 })).toMatchInlineSnapshot(`
      "PARAM_INVALID: maxBins is 256
      Give a whole number of at least 1 and at most 255."
    `);
    expect(await said({}, { rounds: 1.5 })).toMatchInlineSnapshot(`
      "PARAM_INVALID: rounds is 1.5
      Give a whole number of at least 1."
    `);
    expect(await said({}, { minRows: 0 })).toMatch(/^PARAM_INVALID: minRows is 0/);
    expect(await said({}, { l2: -1 })).toMatch(/^PARAM_INVALID: l2 is -1/);
    expect(await said({}, { minHessian: Number.NaN })).toMatch(/^PARAM_INVALID: minHessian is NaN/);
    expect(await said({}, { threads: 0 })).toMatchInlineSnapshot(`
      "PARAM_INVALID: threads is 0
      Give a whole number of at least 1."
    `);
    expect(await said({}, { objective: { loss: "softmax", classes: 1 } })).toMatchInlineSnapshot(`
      "PARAM_INVALID: classes is 1
      Give a whole number of at least 2."
    `);
  });

  it("sampling without a seed", async () => {
    expect(await said({}, { rowFraction: 0.5 })).toMatchInlineSnapshot(`
      "PARAM_INVALID: rows or features are sampled without a seed
      Give a seed."
    `);
  });

  it("monotone columns that are not there, hold categories, or have a score per class", async () => {
    expect(await said({}, { monotone: { agee: 1 } })).toMatchInlineSnapshot(`
      "COLUMN_MISSING: monotone names a column "agee"
      Did you mean "age"? The columns are: age."
    `);
    const steep: object = { age: 2 };
    expect(await said({}, { monotone: { ...steep } })).toMatchInlineSnapshot(`
      "PARAM_INVALID: monotone.age is 2
      Give 1, 0 or -1."
    `);
    const columns = [x, category("job", [0, 1, 0, 1])];
    expect(await said({ columns }, { monotone: { job: 1 } })).toMatchInlineSnapshot(`
      "COLUMN_TYPE: column "job" cannot be monotone: it holds categories
      Give its values as numbers, in the order that matters."
    `);
    const softmax = { loss: "softmax", classes: 2 } as const;
    expect(await said({}, { objective: softmax, monotone: { age: 1 } })).toMatchInlineSnapshot(`
      "PARAM_INVALID: a softmax loss has a raw score per class, of which none is to rise or fall alone
      Leave monotone out, or grow trees on a logistic or a squared loss."
    `);
  });

  it("a custom objective without gradients or outputs", async () => {
    expect(await said({}, { objective: { loss: "custom", base: [0] } })).toMatchInlineSnapshot(`
      "PARAM_INVALID: a custom objective has no gradients
      Give a gradients callback."
    `);
    const gradients: TreeOptions["gradients"] = (state) => state;
    expect(await said({}, { objective: { loss: "custom", base: [] }, gradients }))
      .toMatchInlineSnapshot(`
      "PARAM_INVALID: base is no list of finite numbers
      Give one number per output."
    `);
  });

  it("validation rows of other columns", async () => {
    const validation = {
      columns: [numeric("wage", [1])],
      metric: () => 0,
      better: "lower",
      patience: 1,
    } as const;
    expect(await said({}, { validation })).toMatchInlineSnapshot(`
      "COLUMN_MISSING: column 1 is "wage"; the trees were grown with "age" there
      Give the columns in this order: age."
    `);
    expect(await said({}, { validation: { ...validation, columns: [x], patience: 0 } }))
      .toMatchInlineSnapshot(`
      "PARAM_INVALID: patience is 0
      Give a number of at least 1."
    `);
  });
});
