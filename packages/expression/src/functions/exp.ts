import { numberFunction } from "./define-function.ts";
import type { ExpressionFunction } from "./function.ts";

/** `exp(x)`. */
export const exp: ExpressionFunction = numberFunction({
  name: "exp",
  summary: "Euler's number to the power of the number.",
  examples: [
    ["exp(0)", 1],
    ["round(exp(1), 4)", 2.7183],
  ],
  of: Math.exp,
});
