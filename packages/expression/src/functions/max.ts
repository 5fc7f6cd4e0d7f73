import { numbersFunction } from "./define-function.ts";
import type { ExpressionFunction } from "./function.ts";

/** `max(a, b, …)`. */
export const max: ExpressionFunction = numbersFunction({
  name: "max",
  summary: "The greatest of two or more numbers; missing where one of them is.",
  examples: [
    ["max(3, 1, 2)", 3],
    ["max(3, null)", null],
  ],
  of: Math.max,
});
