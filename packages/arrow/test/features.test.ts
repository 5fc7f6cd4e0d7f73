import {
  categoryColumn,
  makeTable,
  numberColumn,
  readFeatures,
  textColumn,
  withTensors,
} from "@fairline/arrow";
import { failure } from "@fairline/testing";
import { describe, expect, it } from "vitest";

const table = withTensors(
  makeTable([
    { name: "age", roles: ["feature"], column: numberColumn([1, Number.NaN], { integer: true }) },
    { name: "job", roles: ["feature"], column: categoryColumn(["a", null]) },
    { name: "hired", roles: ["label"], column: categoryColumn(["yes", "no"]) },
    { name: "note", column: textColumn(["x", "y"]) },
    { name: "income", column: numberColumn([1, -Infinity]) },
  ]),
  "face",
  { shape: [1, 2], values: Uint8Array.of(1, 2, 3, 4) },
  ["feature"],
);

describe("readFeatures", () => {
  it("reads numbers, categories and embeddings as what they are", () => {
    expect(readFeatures(table)).toEqual([
      { type: "number", name: "age", values: Float64Array.of(1, Number.NaN), integer: true },
      { type: "category", name: "job", codes: Int32Array.of(0, -1), values: ["a"] },
      {
        type: "embedding",
        name: "face",
        size: 2,
        shape: [1, 2],
        values: Float32Array.of(1, 2, 3, 4),
      },
    ]);
    expect(readFeatures(table, ["job", "job"]).map(({ name }) => name)).toEqual(["job"]);
  });

  it("refuses what is no feature", async () => {
    expect(await failure(() => readFeatures(table, ["note"]))).toMatchInlineSnapshot(`
      "COLUMN_TYPE: feature "note" holds free text
      Make it a category or a number at ingest, or take the role feature from it."
    `);
    expect(await failure(() => readFeatures(table, ["hired"]))).toMatchInlineSnapshot(`
      "PARAM_INVALID: feature "hired" has the role "label"
      Take it from the features."
    `);
    expect(await failure(() => readFeatures(table, ["income"]))).toMatchInlineSnapshot(`
      "VALUE_INVALID: feature "income" is -Infinity in row 2
      Make infinite values missing or finite in a clean stage."
    `);
    const none = makeTable([{ name: "a", column: numberColumn([1]) }]);
    expect(await failure(() => readFeatures(none))).toMatchInlineSnapshot(`
      "ROLE_MISSING: the table has no feature
      Give columns the role feature at ingest, or name them in features."
    `);
  });
});
