import {
  binaryLabels,
  categoryColumn,
  makeTable,
  numberColumn,
  readClasses,
  readLabels,
  requireTwoClasses,
} from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { failure } from "@fairline/testing";
import { describe, expect, it } from "vitest";

describe("binaryLabels", () => {
  const labelled = (words: (string | null)[], positive = "yes"): Table =>
    makeTable([{ name: "hired", column: categoryColumn(words), roles: ["label"] }], {
      task: "binary",
      positive,
    });

  it("gives 1 for the positive class and 0 for the other", () => {
    expect(binaryLabels(labelled(["no", "yes", "yes"]))).toEqual(Uint8Array.of(0, 1, 1));
    expect(binaryLabels(labelled(["yes", "yes"]))).toEqual(Uint8Array.of(1, 1));
    expect(binaryLabels(labelled(["no", "no"]))).toEqual(Uint8Array.of(0, 0));
    expect(binaryLabels(labelled([]))).toEqual(new Uint8Array(0));
  });

  it("reads numbers and booleans by the positive class as written", () => {
    const table = makeTable(
      [
        { name: "bought", column: numberColumn([1, 0, 1]), roles: ["label"] },
        {
          name: "guess",
          column: numberColumn([0, 0, 1], { integer: true }),
          roles: ["prediction"],
        },
      ],
      { task: "binary", positive: "1" },
    );
    expect(binaryLabels(table)).toEqual(Uint8Array.of(1, 0, 1));
    expect(binaryLabels(table, "guess")).toEqual(Uint8Array.of(0, 0, 1));
  });

  it("refuses a null, a third class, and classes of which none is the positive one", async () => {
    expect(await failure(() => binaryLabels(labelled(["no", null])))).toMatchInlineSnapshot(`
      "VALUE_MISSING: column "hired" is null in row 2
      Drop or impute missing values in a clean stage."
    `);
    expect(await failure(() => binaryLabels(labelled(["no", "yes", "perhaps"]))))
      .toMatchInlineSnapshot(`
        "VALUE_INVALID: label column "hired" has a third class "perhaps" in row 3, beside "yes" and "no"; the task is binary
        Correct or filter those rows, or set task: multiclass."
      `);
    expect(await failure(() => binaryLabels(labelled(["no", "Yes"])))).toMatchInlineSnapshot(`
      "VALUE_INVALID: label column "hired" is never "yes", the positive class
      Set positive to one of its classes at ingest. Did you mean "Yes"? The classes are: no, Yes."
    `);
  });

  it("refuses a table without a label or with another task", async () => {
    const table = makeTable([{ name: "age", column: numberColumn([1]), roles: ["label"] }]);
    expect(await failure(() => binaryLabels(table))).toMatchInlineSnapshot(`
      "TASK_UNSUPPORTED: the table's task is not set, not binary
      Set the task and the positive class at ingest."
    `);
    const unlabelled = makeTable([{ name: "age", column: numberColumn([1]) }]);
    expect(await failure(() => binaryLabels(unlabelled))).toMatchInlineSnapshot(`
      "ROLE_MISSING: no column of the table has the role "label"
      Give a column that role at ingest (roles: { label: <column> }). The columns are: age."
    `);
  });
});

describe("readLabels", () => {
  const words = (values: string[]): Table =>
    makeTable([{ name: "hired", column: categoryColumn(values), roles: ["label"] }], {
      task: "binary",
      positive: "yes",
    });

  it("says which classes there are", () => {
    expect(readLabels(words(["no", "yes"])).classes).toEqual({ positive: "yes", negative: "no" });
    expect(readLabels(words(["yes"])).classes).toEqual({ positive: "yes", negative: undefined });
  });
});

describe("readClasses", () => {
  const table = makeTable([
    { name: "y", column: categoryColumn(["no", "yes", "maybe", null, "yes"]) },
  ]);
  const yes = { positive: "yes", negative: undefined };

  it("reads the rows asked for, in their order, and asks nothing of the others", () => {
    expect(readClasses(table, "y", yes, Uint32Array.of(4, 0, 1))).toEqual({
      values: Uint8Array.of(1, 0, 1),
      classes: { positive: "yes", negative: "no" },
    });
    expect(readClasses(table, "y", yes, Uint32Array.of(2, 1)).classes.negative).toBe("maybe");
    expect(readClasses(table, "y", yes, new Uint32Array(0))).toEqual({
      values: new Uint8Array(0),
      classes: yes,
    });
  });

  it("holds a column to the negative class that is known", async () => {
    const known = { positive: "yes", negative: "no" };
    expect(readClasses(table, "y", known, Uint32Array.of(1)).classes).toEqual(known);
    expect(await failure(() => readClasses(table, "y", known, Uint32Array.of(2))))
      .toMatchInlineSnapshot(`
      "VALUE_INVALID: column "y" has a third class "maybe" in row 3, beside "yes" and "no"; the task is binary
      Correct or filter those rows, or set task: multiclass."
    `);
    const unlike = makeTable([
      { name: "y", column: categoryColumn(["yes", "Yes"]), roles: ["prediction"] },
    ]);
    expect(await failure(() => readClasses(unlike, "y", known))).toMatchInlineSnapshot(`
      "VALUE_INVALID: prediction column "y" has a third class "Yes" in row 2, beside "yes" and "no"; the task is binary
      Did you mean "yes"? Correct or filter those rows, or set task: multiclass."
    `);
  });

  it("refuses a null among the rows asked for", async () => {
    expect(await failure(() => readClasses(table, "y", yes, Uint32Array.of(0, 3))))
      .toMatchInlineSnapshot(`
      "VALUE_MISSING: column "y" is null in row 4
      Drop or impute missing values in a clean stage."
    `);
  });
});

describe("requireTwoClasses", () => {
  const table = makeTable([{ name: "y", column: categoryColumn([null, "a", "b", null, "a"]) }]);

  it("gives the classes: what is known first, then what occurs", () => {
    expect(requireTwoClasses(table, "y", {})).toEqual(["a", "b"]);
    expect(requireTwoClasses(table, "y", { positive: "b" })).toEqual(["b", "a"]);
    const one = makeTable([{ name: "y", column: categoryColumn(["a", null]) }]);
    expect(requireTwoClasses(one, "y", {})).toEqual(["a"]);
    expect(requireTwoClasses(one, "y", { positive: "z" })).toEqual(["z", "a"]);
  });

  it("refuses a third class and names the first row that has it", async () => {
    const three = makeTable([{ name: "y", column: categoryColumn(["a", "b", "c", "c"]) }]);
    expect(await failure(() => requireTwoClasses(three, "y", {}))).toMatchInlineSnapshot(`
      "VALUE_INVALID: column "y" has a third class "c" in row 3, beside "a" and "b"; the task is binary
      Correct or filter those rows, or set task: multiclass."
    `);
    expect(await failure(() => requireTwoClasses(table, "y", { positive: "z" }))).toMatch(
      /^VALUE_INVALID: column "y" is never "z"/,
    );
  });
});
