import { numbersFunction } from "./define-function.ts";
import type { ExpressionFunction } from "./function.ts";

/** `min(a, b, …)`. */
export const min: ExpressionFunction = numbersFunction({
  name: "min",
  summary: "The least of two or more numbers; missing where one of them is.",
  examples: [
    ["min(3, 1, 2)", 1],
    ["min(3, null)", null],
  ],
  of: Math.min,
});
