import { categories, columnNames, columnRoles, tableMeta } from "@fairline/arrow";
import { describe, expect, it } from "vitest";
import { bandColumn } from "../../src/steps/bands.ts";
import { clean, failure, ns, problems, rowsOf, tableOf, ws } from "../cleaning.ts";

const AGES = [17, 25, 44.9, 45, 65, Number.NaN];

describe("bands", () => {
  it("cut at edges that belong to the band above", () => {
    expect(bandColumn(Float64Array.from(AGES), { edges: [25, 45, 65] })).toEqual({
      type: "category",
      codes: Int32Array.of(0, 1, 1, 2, 3, -1),
      values: ["< 25", "[25, 45)", "[45, 65)", ">= 65"],
    });
    expect(bandColumn(Float64Array.of(1, 2), { edges: [2] }).values).toEqual(["< 2", ">= 2"]);
  });

  it("replace the numbers and keep their roles, or go into a column of their own", async () => {
    const table = tableOf([ns("age", AGES, ["sensitive", "feature"])]);
    const replaced = await clean(table, [{ bands: { age: [25, 45, 65] } }]);
    expect(rowsOf(replaced, "age")).toEqual([
      "< 25",
      "[25, 45)",
      "[25, 45)",
      "[45, 65)",
      ">= 65",
      "null",
    ]);
    expect(columnRoles(replaced, "age")).toEqual(["feature", "sensitive"]);
    const added = await clean(table, [
      { bands: { age: { edges: [45], labels: ["young", "old"], into: "age_band" } } },
      { roles: { sensitive: "age_band" } },
    ]);
    expect(rowsOf(added, "age", "age_band").slice(2, 4)).toEqual(["44.9 young", "45 old"]);
    expect(columnRoles(added, "age_band")).toEqual(["sensitive"]);
    expect(columnRoles(added, "age")).toEqual(["feature"]);
  });

  it("have edges that do not grow, or the wrong number of labels", () => {
    expect(problems([{ bands: { age: [45, 25] } }])).toMatchInlineSnapshot(`
      [
        "steps.0: bands.age: expected edges that grow, [25, 45], or { edges, labels, into }",
      ]
    `);
    expect(problems([{ bands: { age: { edges: [45], labels: ["young"] } } }]))
      .toMatchInlineSnapshot(`
        [
          "steps.0.bands.age.labels: 2 bands need as many labels, not 1",
        ]
      `);
  });

  it("need numbers, and a free name", async () => {
    const table = tableOf([ws("sex", ["f"]), ns("age", [3])]);
    expect(await failure(clean(table, [{ bands: { sex: [3] } }]))).toMatch(
      /^COLUMN_TYPE: column "sex" holds category values/,
    );
    expect(await failure(clean(table, [{ bands: { age: { edges: [3], into: "sex" } } }])))
      .toMatchInlineSnapshot(`
      "COLUMN_DUPLICATE: there is already a column "sex"
      Choose another name for the bands."
    `);
  });
});

describe("map-values", () => {
  const table = tableOf(
    [ws("y", ["good", "bad", "good"], ["label"]), ns("code", [1, 2, 2]), ws("w", ["a", null, "b"])],
    { task: "binary", positive: "good" },
  );

  it("replaces words, numbers as written, and makes values missing", async () => {
    const mapped = await clean(table, [
      { "map-values": { code: { 1: "one" }, w: { a: null, b: 3 } } },
    ]);
    expect(rowsOf(mapped, "code", "w")).toEqual(["one null", "2 null", "2 3"]);
  });

  it("may merge values", async () => {
    const mapped = await clean(table, [{ "map-values": { w: { a: "x", b: "x" } } }]);
    expect(categories(mapped, "w").values).toEqual(["x"]);
  });

  it("takes the positive class along", async () => {
    const mapped = await clean(table, [{ "map-values": { y: { good: "repaid", bad: "late" } } }]);
    expect(tableMeta(mapped)).toMatchObject({ task: "binary", positive: "repaid" });
    expect(columnRoles(mapped, "y")).toEqual(["label"]);
    const other = await clean(table, [{ "map-values": { w: { a: "good" }, y: { bad: "late" } } }]);
    expect(tableMeta(other).positive).toBe("good");
  });

  it("takes the positive class along with a prediction, in a table without a label", async () => {
    const decided = tableOf([ws("decision", ["good", "bad", "good"], ["prediction"])], {
      task: "binary",
      positive: "good",
    });
    const mapped = await clean(decided, [{ "map-values": { decision: { good: "approved" } } }]);
    expect(rowsOf(mapped, "decision")).toEqual(["approved", "bad", "approved"]);
    expect(tableMeta(mapped)).toMatchObject({ task: "binary", positive: "approved" });
  });

  it("names a value that never occurs, or makes the positive class missing", async () => {
    expect(await failure(clean(table, [{ "map-values": { y: { god: "x" } } }])))
      .toMatchInlineSnapshot(`
      "VALUE_INVALID: no row of column "y" is "god"
      Did you mean "good"? The values are: good, bad."
    `);
    expect(await failure(clean(table, [{ "map-values": { y: { good: null } } }])))
      .toMatchInlineSnapshot(`
      "VALUE_INVALID: map-values would make the positive class "good" of column "y" missing
      Filter the rows that should go, or map another class."
    `);
  });
});

describe("roles", () => {
  const table = tableOf([
    ns("a", [1], ["feature"]),
    ns("b", [1], ["feature", "sensitive"]),
    ns("c", [1], ["label"]),
  ]);

  it("move as told, and stay otherwise", async () => {
    const roled = await clean(table, [{ roles: { sensitive: "a", label: ["c"] } }]);
    expect(columnNames(roled).map((name) => columnRoles(roled, name).join("+"))).toEqual([
      "feature+sensitive",
      "feature",
      "label",
    ]);
    const added = await clean(table, [{ roles: { add: { sensitive: ["c"] }, label: "a" } }]);
    expect(columnRoles(added, "c")).toContain("sensitive");
    expect(columnRoles(added, "a")).toContain("label");
    const none = await clean(table, [{ roles: { feature: [] } }]);
    expect(columnRoles(none, "b")).toEqual(["sensitive"]);
  });

  it("are misspelt, or for a column that the table does not have", async () => {
    expect(problems([{ roles: { sensitve: "a" } }])).toMatchInlineSnapshot(`
      [
        "steps.0.roles: Unrecognized key: "sensitve"",
      ]
    `);
    expect(problems([{ roles: { sensitive: 3 } }])).toMatchInlineSnapshot(`
      [
        "steps.0: roles.sensitive: expected a column or a list of columns",
      ]
    `);
    expect(await failure(clean(table, [{ roles: { sensitive: "d" } }]))).toMatchInlineSnapshot(`
      "COLUMN_MISSING: there is no column "d" in the table
      The columns are: a, b, c."
    `);
  });
});
