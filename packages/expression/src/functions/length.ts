import { numbersOfTexts } from "../columns/text.ts";
import { asTexts } from "../columns/vector.ts";
import { defineFunction } from "./define-function.ts";
import type { ExpressionFunction } from "./function.ts";
import { textArgument } from "./value-argument.ts";

/** `length(text)`. */
export const length: ExpressionFunction = defineFunction({
  name: "length",
  parameters: [{ name: "text", kind: "text" }],
  gives: "number",
  summary: "The number of characters (Unicode code points) of a text.",
  examples: [
    ["length('naïve')", 5],
    ["length('')", 0],
  ],
  value(call) {
    const text = textArgument(call, 0);
    return text === null ? null : characters(text);
  },
  column: ([text]) => numbersOfTexts(asTexts(text!), characters),
});

function characters(text: string): number {
  return Array.from(text).length;
}
