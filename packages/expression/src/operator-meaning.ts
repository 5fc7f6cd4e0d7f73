import type { ArithmeticOperator, ComparisonOperator } from "./operators.ts";

/** Whether a comparison holds where the left side is below the right one, the same, or above. */
export type Outcomes = readonly [below: boolean, same: boolean, above: boolean];

/** What comparisons mean for two numbers or two texts. Text compares by code units, which orders ISO dates. */
export const OUTCOMES: Readonly<Record<ComparisonOperator, Outcomes>> = {
  "==": [false, true, false],
  "!=": [true, false, true],
  "<": [true, false, false],
  "<=": [true, true, false],
  ">": [false, false, true],
  ">=": [false, true, true],
};

/** The position in {@link Outcomes} of two numbers, none of them NaN, or of two texts. */
export function orderOf<T extends number | string>(left: T, right: T): 0 | 1 | 2 {
  return left < right ? 0 : left === right ? 1 : 2;
}

/** What arithmetic means, by IEEE 754: a division by 0 is infinite, 0 / 0 is NaN, `%` has the sign of its left side. */
export const ARITHMETIC: Readonly<Record<ArithmeticOperator, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
};
