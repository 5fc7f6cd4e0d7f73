import { UNKNOWN } from "./column.ts";
import type { CategoryValues, ConditionValues, NumberValues, TextValues } from "./column.ts";

/** Text in either form. */
export type TextVector = CategoryValues | TextValues;

/** Values of no kind, all of them missing: the literal null. */
interface NothingVector {
  readonly type: "nothing";
}

/**
 * What a part of an expression gives for every row. One of length 1 has the same value in every row, so that a constant
 * costs nothing.
 */
export type Vector = NumberValues | TextVector | ConditionValues | NothingVector;

/** The number of values of a vector. */
export function lengthOf(vector: Vector): number {
  switch (vector.type) {
    case "category":
      return vector.codes.length;
    case "number":
    case "text":
    case "condition":
      return vector.values.length;
    case "nothing":
      return 1;
  }
}

/** The number of rows that some vectors have together: that of the first which is more than one value. */
export function commonLength(vectors: readonly Vector[]): number {
  return vectors.map(lengthOf).find((length) => length !== 1) ?? 1;
}

/** 0 for a vector with one value for all rows, else 1: `values[row * strideOf(vector)]` is the value of a row. */
export function strideOf(vector: Vector): 0 | 1 {
  return lengthOf(vector) === 1 ? 0 : 1;
}

/** A vector with one value for all rows. */
export function constantVector(value: number | string | boolean | null): Vector {
  switch (typeof value) {
    case "number":
      return { type: "number", values: Float64Array.of(value) };
    case "string":
      return { type: "category", codes: Int32Array.of(0), values: [value] };
    case "boolean":
      // A column of booleans holds these words.
      return constantVector(String(value));
    default:
      return { type: "nothing" };
  }
}

/** The numbers of a vector. @throws Error where its kind is another, which the check of kinds rules out */
export function asNumbers(vector: Vector): NumberValues {
  if (vector.type === "number") return vector;
  if (vector.type === "nothing") return { type: "number", values: Float64Array.of(Number.NaN) };
  throw new Error(`expected numbers, found ${vector.type}`);
}

/** The texts of a vector. @throws Error as {@link asNumbers} */
export function asTexts(vector: Vector): TextVector {
  if (vector.type === "category" || vector.type === "text") return vector;
  if (vector.type === "nothing") return { type: "category", codes: Int32Array.of(-1), values: [] };
  throw new Error(`expected text, found ${vector.type}`);
}

/** The conditions of a vector. @throws Error as {@link asNumbers} */
export function asConditions(vector: Vector): ConditionValues {
  if (vector.type === "condition") return vector;
  if (vector.type === "nothing") return { type: "condition", values: Uint8Array.of(UNKNOWN) };
  throw new Error(`expected a condition, found ${vector.type}`);
}
