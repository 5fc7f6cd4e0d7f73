import { expect, test } from "vitest";
import { metricsText, modelText, tableText } from "../../src/render/artifact.ts";
import { makeStyle } from "../../src/format/style.ts";

const style = makeStyle(false);

test("shows a table's columns with roles and missing values, then its first rows", () => {
  const text = tableText(
    {
      rows: 2000,
      meta: { task: "binary", positive: "yes" },
      columns: [
        { name: "age", type: "integer", roles: ["feature"], missing: 3, distinct: null },
        { name: "sex", type: "category", roles: ["feature", "sensitive"], missing: 0, distinct: 2 },
      ],
      head: [
        [41, "female"],
        [null, "a very long word that does not fit into a cell"],
      ],
    },
    style,
  );
  expect(text).toMatchInlineSnapshot(`
    "2,000 rows, 2 columns, task: binary, positive: yes

      column  type      roles               missing  distinct
      age     integer   feature                   3
      sex     category  feature, sensitive        0         2

    The first 2 rows:
      age  sex
      41   female
           a very long word that d…
    "
  `);
});

test("shows metrics with their count, and an interval where there is one", () => {
  const row = {
    metric: "selection_rate",
    attribute: "sex",
    group: "female",
    within: null,
    split: "test",
  } as const;
  const text = metricsText(
    [
      { ...row, n: 40, value: 0.25, low: 0.125, high: 0.4 },
      { ...row, within: { column: "town", value: "x" }, n: 4, value: 0.5, low: 0.25, high: 0.75 },
      { ...row, group: "male", n: 3, value: Number.NaN, low: Number.NaN, high: Number.NaN },
      {
        ...row,
        metric: "accuracy",
        attribute: null,
        group: null,
        n: 43,
        value: 0.8,
        low: Number.NaN,
        high: Number.NaN,
      },
    ],
    style,
  );
  expect(text).toMatchInlineSnapshot(`
    "metric          attribute          group   split   n      value  interval
    selection_rate  sex                female  test   40     0.2500  [0.1250, 0.4000]
    selection_rate  sex within town=x  female  test    4     0.5000  [0.2500, 0.7500]
    selection_rate  sex                male    test    3  undefined
    accuracy                                   test   43     0.8000
    "
  `);
  expect(metricsText([], style)).toBe("No figures.\n");
});

test("shows how a model decides and what it reads", () => {
  const text = modelText(
    {
      format: "fairline-model",
      version: 1,
      features: [
        { name: "age", type: "number", mean: 41.25, deviation: 12, missing: true },
        { name: "job", type: "category", values: ["clerk", "nurse"], missing: false },
      ],
      classes: { positive: "yes", negative: "no" },
      rule: {
        kind: "group-thresholds",
        attribute: "sex",
        thresholds: { female: 0.4, male: 0.5123456 },
        otherwise: 0.5,
      },
      training: { epochs: 3 },
    },
    style,
  );
  expect(text).toMatchInlineSnapshot(`
    "classes     yes (positive), no
    decides by  score >= a threshold per group of sex: female 0.4000, male 0.5123, others 0.5000

    Features
      age  number    mean 41.2500, deviation 12  missing values known
      job  category  clerk, nurse

    Training
      epochs  3
    "
  `);
});
