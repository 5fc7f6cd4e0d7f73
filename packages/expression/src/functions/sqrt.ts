import { numberFunction } from "./define-function.ts";
import type { ExpressionFunction } from "./function.ts";

/** `sqrt(x)`. */
export const sqrt: ExpressionFunction = numberFunction({
  name: "sqrt",
  summary: "The square root: missing for numbers below 0.",
  examples: [
    ["sqrt(9)", 3],
    ["sqrt(-1)", null],
  ],
  of: Math.sqrt,
});
