/** A column of numbers; NaN is a missing value, and infinities are refused. */
export interface NumericColumn {
  readonly kind: "numeric";
  readonly name: string;
  /** One per row. */
  readonly values: Float64Array | Float32Array | Int32Array | Uint8Array;
}

/** A column of categories by code. Whose words the codes stand for is the caller's to know. */
export interface CategoryColumn {
  readonly kind: "category";
  readonly name: string;
  /** One per row, whole and at least 0; a negative code is a missing value. */
  readonly codes: Int32Array;
}

/** A feature, whole: one value per row. */
export type Column = NumericColumn | CategoryColumn;

/** The number of rows of a column. */
export function lengthOf(column: Column): number {
  return column.kind === "numeric" ? column.values.length : column.codes.length;
}
