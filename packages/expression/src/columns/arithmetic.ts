import type { NumberValues } from "./column.ts";
import { commonLength, strideOf } from "./vector.ts";

/** Numbers by a function of two numbers, row by row. */
export function combineNumbers(
  left: NumberValues,
  right: NumberValues,
  of: (a: number, b: number) => number,
): NumberValues {
  const [stepLeft, stepRight] = [strideOf(left), strideOf(right)];
  const values = new Float64Array(commonLength([left, right]));
  for (let row = 0; row < values.length; row++) {
    values[row] = of(left.values[row * stepLeft]!, right.values[row * stepRight]!);
  }
  return { type: "number", values };
}

/** Numbers by a function of one number. */
export function mapNumbers({ values }: NumberValues, of: (x: number) => number): NumberValues {
  return { type: "number", values: values.map((x) => of(x)) };
}
