import { categoryColumn, makeTable, numberColumn, textColumn } from "@fairline/arrow";
import type { Column, Table } from "@fairline/arrow";
import { ROLES } from "@fairline/core";
import fc from "fast-check";

/** Rows of a binary decision, as parallel columns of length n. */
export interface DecisionRows {
  /** Group of each row, in [0, groups). */
  readonly group: Int32Array;
  /** 0 or 1. */
  readonly label: Uint8Array;
  /** 0 or 1, independent of the score. */
  readonly prediction: Uint8Array;
  /** Multiples of 1/16 in [0, 1], so that ties are common. */
  readonly score: Float64Array;
  /** Whole numbers from 0 to 4. */
  readonly weight: Float64Array;
}

/** What {@link decisionRows} makes. */
export interface DecisionRowsOptions {
  /** Number of groups; 3 if left out. A group may have no row. */
  readonly groups?: number;
  /** Fewest rows; 1 if left out. */
  readonly minRows?: number;
  /** Most rows; 60 if left out. */
  readonly maxRows?: number;
}

/** Arbitrary binary decisions about the members of a few groups. */
export function decisionRows(options: DecisionRowsOptions = {}): fc.Arbitrary<DecisionRows> {
  const { groups = 3, minRows = 1, maxRows = 60 } = options;
  const row = fc.record({
    group: fc.nat({ max: groups - 1 }),
    label: fc.nat({ max: 1 }),
    prediction: fc.nat({ max: 1 }),
    score: fc.nat({ max: 16 }),
    weight: fc.nat({ max: 4 }),
  });
  return fc.array(row, { minLength: minRows, maxLength: maxRows }).map((rows) => ({
    group: Int32Array.from(rows, ({ group }) => group),
    label: Uint8Array.from(rows, ({ label }) => label),
    prediction: Uint8Array.from(rows, ({ prediction }) => prediction),
    score: Float64Array.from(rows, ({ score }) => score / 16),
    weight: Float64Array.from(rows, ({ weight }) => weight),
  }));
}

/** Arbitrary columns of one length: numbers, integers, categories and text, each with missing values. */
function anyColumn(length: number): fc.Arbitrary<Column> {
  const many = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
    fc.array(value, { minLength: length, maxLength: length });
  const word = fc.option(fc.constantFrom("a", "b", "c d", "é", ""));
  const text = fc.option(fc.string({ unit: "grapheme" }));
  return fc.oneof(
    many(fc.oneof(fc.double(), fc.constant(Number.NaN))).map((values) => numberColumn(values)),
    many(fc.oneof(fc.maxSafeInteger(), fc.nat(9), fc.constant(Number.NaN))).map((values) =>
      numberColumn(values, { integer: true }),
    ),
    many(word).map((values) => categoryColumn(values)),
    many(text).map((values) => textColumn(values)),
  );
}

/** Arbitrary tables of one to five such columns, each with any roles. */
export function anyTable(options: { readonly maxRows?: number } = {}): fc.Arbitrary<Table> {
  return fc.nat({ max: options.maxRows ?? 40 }).chain((length) =>
    fc
      .array(fc.record({ column: anyColumn(length), roles: fc.subarray([...ROLES]) }), {
        minLength: 1,
        maxLength: 5,
      })
      .map((columns) =>
        makeTable(
          columns.map(({ column, roles }, i) => ({ name: `column ${String(i)}`, column, roles })),
        ),
      ),
  );
}
