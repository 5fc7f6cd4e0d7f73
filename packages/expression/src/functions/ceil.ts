import { numberFunction } from "./define-function.ts";
import type { ExpressionFunction } from "./function.ts";

/** `ceil(x)`. */
export const ceil: ExpressionFunction = numberFunction({
  name: "ceil",
  summary: "The least whole number that is not below the number.",
  examples: [
    ["ceil(2.1)", 3],
    ["ceil(-2.7)", -2],
  ],
  // Without the sign of -0.
  of: (x) => Math.ceil(x) + 0,
});
