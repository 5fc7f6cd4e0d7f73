import type { ConditionValues, OutputColumn } from "./column.ts";
import { lengthOf } from "./vector.ts";
import type { Vector } from "./vector.ts";

/** A vector as a column of a length: one value for all rows is written out. */
export function repeated(
  vector: Exclude<Vector, { type: "nothing" }>,
  length: number,
): OutputColumn {
  if (lengthOf(vector) === length) return vector;
  switch (vector.type) {
    case "number":
      return { type: "number", values: new Float64Array(length).fill(vector.values[0]!) };
    case "category":
      return { ...vector, codes: new Int32Array(length).fill(vector.codes[0]!) };
    case "text":
      return { type: "text", values: Array<string | null>(length).fill(vector.values[0]!) };
    case "condition":
      return repeatedCondition(vector, length);
  }
}

/** As {@link repeated}, for conditions. */
export function repeatedCondition(condition: ConditionValues, length: number): ConditionValues {
  const { values } = condition;
  if (values.length === length) return condition;
  return { type: "condition", values: new Uint8Array(length).fill(values[0]!) };
}
