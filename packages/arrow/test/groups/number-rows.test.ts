import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { categoryColumn } from "@fairline/arrow";
import { numberRows, rowNumbers } from "../../src/groups/number-rows.ts";

describe("numberRows", () => {
  it("numbers combinations in order of first appearance, missing values as one value", () => {
    const sex = Int32Array.of(0, 1, 0, -1, -1);
    const label = Int32Array.of(1, 1, 0, -1, -1);
    expect(numberRows([sex, label], rowNumbers(5))).toEqual({
      codes: Int32Array.of(0, 1, 2, 3, 3),
      first: Uint32Array.of(0, 1, 2, 3),
    });
  });

  it("follows the rows that it is given", () => {
    const sex = Int32Array.of(0, 1, 0, 2, 1);
    expect(numberRows([sex], Uint32Array.of(4, 2, 1, 4))).toEqual({
      codes: Int32Array.of(0, 1, 0, 0),
      first: Uint32Array.of(0, 1),
    });
  });

  it("is one group without columns, and none without rows", () => {
    expect(numberRows([], rowNumbers(3))).toEqual({
      codes: Int32Array.of(0, 0, 0),
      first: Uint32Array.of(0),
    });
    expect(numberRows([new Int32Array(0)], rowNumbers(0))).toEqual({
      codes: new Int32Array(0),
      first: new Uint32Array(0),
    });
  });

  it("groups rows as their values joined to one word do, whatever there is of either", () => {
    // Few values are looked up in an array, many in a map.
    const code = fc.oneof(fc.integer({ min: -1, max: 2 }), fc.integer({ min: -1, max: 3_000_000 }));
    fc.assert(
      fc.property(fc.array(fc.tuple(code, code, code)), (rows) => {
        const columns = [0, 1, 2].map((at) => Int32Array.from(rows, (values) => values[at]!));
        const { codes, first } = numberRows(columns, rowNumbers(rows.length));
        const joined = categoryColumn(rows.map((values) => values.join()));
        expect(codes).toEqual(joined.codes);
        expect([...first]).toEqual(joined.values.map((_, code) => joined.codes.indexOf(code)));
      }),
    );
  });

  it("tells forty columns of five values apart", () => {
    // 5^40 combinations are beyond what a number holds. Rows 2i and 2i + 1 differ in the last column only.
    const rows = 2000;
    const columns = Array.from({ length: 40 }, (_, column) =>
      Int32Array.from({ length: rows }, (_, row) =>
        column === 39 ? row % 2 : ((row >> 1) * (column + 7)) % 5,
      ),
    );
    const { codes, first } = numberRows(columns, rowNumbers(rows));
    const words = Array.from({ length: rows }, (_, row) => columns.map((own) => own[row]).join());
    expect(codes).toEqual(categoryColumn(words).codes);
    expect(first).toHaveLength(new Set(words).size);
  });
});
