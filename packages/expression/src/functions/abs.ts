import { numberFunction } from "./define-function.ts";
import type { ExpressionFunction } from "./function.ts";

/** `abs(x)`. */
export const abs: ExpressionFunction = numberFunction({
  name: "abs",
  summary: "The number without its sign.",
  examples: [
    ["abs(-3)", 3],
    ["abs(2.5)", 2.5],
  ],
  of: Math.abs,
});
