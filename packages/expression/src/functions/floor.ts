import { numberFunction } from "./define-function.ts";
import type { ExpressionFunction } from "./function.ts";

/** `floor(x)`. */
export const floor: ExpressionFunction = numberFunction({
  name: "floor",
  summary: "The greatest whole number that is not above the number.",
  examples: [
    ["floor(2.7)", 2],
    ["floor(-2.1)", -3],
  ],
  of: Math.floor,
});
