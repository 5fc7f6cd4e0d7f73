import { TRUE, UNKNOWN } from "../columns/column.ts";
import { numbersOfTexts } from "../columns/text.ts";
import { asNumbers, asTexts } from "../columns/vector.ts";
import type { Vector } from "../columns/vector.ts";
import { valueOfNumber } from "../values/value.ts";
import { defineFunction } from "./define-function.ts";
import type { ExpressionFunction } from "./function.ts";
import { unfitArgument } from "./value-argument.ts";

/** `number(value)`. */
export const number: ExpressionFunction = defineFunction({
  name: "number",
  parameters: [{ name: "value", kind: "any" }],
  gives: "number",
  summary:
    "The number that a text says (`-1.5e3`, blanks around it do not matter), missing where it says none; 1 and 0 for a condition.",
  examples: [
    ["number(' 007 ')", 7],
    ["number('1,5')", null],
    ["number(2 > 1)", 1],
  ],
  value(call) {
    const value = call.argument(0);
    if (value === null || typeof value === "number") return value;
    if (typeof value === "boolean") return value ? 1 : 0;
    if (typeof value === "string") return valueOfNumber(numberIn(value));
    throw unfitArgument(call, 0, { wanted: "a number, text, true or false", value });
  },
  column([value]) {
    const vector: Vector = value!;
    if (vector.type === "condition") {
      const numbers = Float64Array.from(vector.values, (truth) =>
        truth === UNKNOWN ? Number.NaN : truth === TRUE ? 1 : 0,
      );
      return { type: "number", values: numbers };
    }
    return vector.type === "category" || vector.type === "text"
      ? numbersOfTexts(asTexts(vector), numberIn)
      : asNumbers(vector);
  },
});

const WRITTEN_NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** NaN for what is no decimal number, and for one that no double can hold. */
function numberIn(text: string): number {
  const word = text.trim();
  const value = WRITTEN_NUMBER.test(word) ? Number(word) : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
}
