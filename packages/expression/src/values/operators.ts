import type { JsonValue } from "@fairline/core";
import { ExpressionError } from "../expression-error.ts";
import type { TextPlace } from "../expression.ts";
import { ARITHMETIC, orderOf, OUTCOMES } from "../operator-meaning.ts";
import type { ArithmeticOperator, ComparisonOperator } from "../operators.ts";
import { isSameValue, shownValue, valueOfNumber } from "./value.ts";

/**
 * Compares two values. `==` and `!=` take any two, and null is the same as null; the others take two numbers or two
 * texts, and give null where one of them is null.
 *
 * @throws ExpressionError `EXPRESSION_TYPE` at `place`
 */
export function compareValues(
  operator: ComparisonOperator,
  [left, right]: readonly [JsonValue, JsonValue],
  place: TextPlace,
): boolean | null {
  if (operator === "==") return isSameValue(left, right);
  if (operator === "!=") return !isSameValue(left, right);
  const outcomes = OUTCOMES[operator];
  if (typeof left === "number" && typeof right === "number") return outcomes[orderOf(left, right)];
  if (typeof left === "string" && typeof right === "string") return outcomes[orderOf(left, right)];
  if ([left, right].includes(null) && [left, right].every(isOrdered)) return null;
  throw new ExpressionError(
    "EXPRESSION_TYPE",
    `cannot compare ${shownValue(left)} with ${shownValue(right)}`,
    place,
    { hint: "Compare two numbers, or two texts in quotes." },
  );
}

function isOrdered(value: JsonValue): boolean {
  return value === null || typeof value === "number" || typeof value === "string";
}

/** Computes with two numbers; null where one is null. @throws ExpressionError `EXPRESSION_TYPE` for other values */
export function computeValues(
  operator: ArithmeticOperator,
  [left, right]: readonly [JsonValue, JsonValue],
  [leftPlace, rightPlace]: readonly [TextPlace, TextPlace],
): number | null {
  const [a, b] = [quantity(left, leftPlace), quantity(right, rightPlace)];
  return a === null || b === null ? null : valueOfNumber(ARITHMETIC[operator](a, b));
}

/** A number, or null. @throws ExpressionError `EXPRESSION_TYPE` for other values */
export function quantity(value: JsonValue, place: TextPlace): number | null {
  if (value === null || typeof value === "number") return value;
  const what = typeof value === "string" ? "text" : shownValue(value);
  throw new ExpressionError("EXPRESSION_TYPE", `cannot use ${what} in arithmetic`, place, {
    hint: "Use numbers in arithmetic.",
  });
}

/**
 * Whether a list holds a value, null among them.
 *
 * @throws ExpressionError `EXPRESSION_TYPE` for what is no list, and for a list of lists in which no list is looked up: the
 *   list of a name in parentheses, `x in (params.list)`, was meant itself.
 */
export function isAmong(value: JsonValue, list: JsonValue, place: TextPlace): boolean {
  if (!Array.isArray(list)) {
    throw new ExpressionError("EXPRESSION_TYPE", `${shownValue(list)} is not a list`, place, {
      hint: "Write a list: in (1, 2).",
    });
  }
  const items: readonly JsonValue[] = list;
  if (!Array.isArray(value) && items.some((item) => Array.isArray(item))) {
    throw new ExpressionError(
      "EXPRESSION_TYPE",
      `cannot look up ${shownValue(value)} in a list of lists`,
      place,
      { hint: "Leave the parentheses out where a name stands for a list." },
    );
  }
  return items.some((item) => isSameValue(item, value));
}
