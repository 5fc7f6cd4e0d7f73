import { numberFunction } from "./define-function.ts";
import type { ExpressionFunction } from "./function.ts";

/** `log(x)`. */
export const log: ExpressionFunction = numberFunction({
  name: "log",
  summary: "The natural logarithm: missing for numbers below 0, minus infinity for 0.",
  examples: [
    ["log(1)", 0],
    ["log(-1)", null],
  ],
  of: Math.log,
});
