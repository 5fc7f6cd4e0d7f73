/** Numbers; NaN marks a missing one. */
export interface NumberValues {
  readonly type: "number";
  /** Length n. */
  readonly values: Float64Array;
}

/** Text as integers: `codes[row]` indexes `values`; -1 marks a missing one. */
export interface CategoryValues {
  readonly type: "category";
  /** Length n, each in [-1, values.length). */
  readonly codes: Int32Array;
  /** Distinct texts; one may occur in no row. */
  readonly values: readonly string[];
}

/** One text a row; null marks a missing one. */
export interface TextValues {
  readonly type: "text";
  /** Length n. */
  readonly values: readonly (string | null)[];
}

/** One condition a row: {@link FALSE}, {@link TRUE}, or {@link UNKNOWN} where a missing value leaves it open. */
export interface ConditionValues {
  readonly type: "condition";
  /** Length n. */
  readonly values: Uint8Array;
}

/** A column that an expression can read. The columns of `@fairline/arrow` are such. */
export type InputColumn = NumberValues | CategoryValues | TextValues;

/** A column that an expression gives. */
export type OutputColumn = InputColumn | ConditionValues;

/** A condition that does not hold in a row. */
export const FALSE = 0;
/** A condition that holds in a row. */
export const TRUE = 1;
/** A condition that a missing value leaves open. */
export const UNKNOWN = 2;

/** A table as the evaluator needs it: what is known before rows are read, and a way to read a column. */
export interface ColumnSource {
  /** Number of rows. */
  readonly length: number;
  /** The columns' names, in order, and what they hold. */
  readonly kinds: ReadonlyMap<string, "number" | "text">;
  /** Reads a column of that name, of length {@link length} and of its kind. */
  read(name: string): InputColumn;
}
