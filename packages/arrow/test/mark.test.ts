import { categoryColumn, makeTable, markRows, numbers, columnRoles } from "@fairline/arrow";
import { failure } from "@fairline/testing";
import { describe, expect, it } from "vitest";

const table = makeTable([{ name: "sex", column: categoryColumn(["F", "M", "F"]) }]);

describe("markRows", () => {
  it("marks rows in a new column with role ignored", () => {
    const marked = markRows(table, "new", { rows: Uint32Array.of(1), what: "added rows" });
    expect([...numbers(marked, "new").values]).toEqual([0, 1, 0]);
    expect(columnRoles(marked, "new")).toEqual(["ignored"]);
  });

  it("keeps the marks that are there", () => {
    const once = markRows(table, "new", { rows: Uint32Array.of(1), what: "added rows" });
    const twice = markRows(once, "new", { rows: Uint32Array.of(2), what: "added rows" });
    expect([...numbers(twice, "new").values]).toEqual([0, 1, 1]);
    const none = markRows(twice, "new", { rows: new Uint32Array(0), what: "added rows" });
    expect([...numbers(none, "new").values]).toEqual([0, 1, 1]);
  });

  it("does not write over a column that is something else", async () => {
    const mark = (): unknown =>
      markRows(table, "sex", { rows: Uint32Array.of(1), what: "changed rows" });
    expect(await failure(mark)).toMatchInlineSnapshot(`
      "COLUMN_DUPLICATE: the table has a column "sex" that is not a mark of changed rows
      Name another column in mark, or rename it."
    `);
  });
});
