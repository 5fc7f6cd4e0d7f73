import { mapNumbers } from "../columns/arithmetic.ts";
import { asNumbers } from "../columns/vector.ts";
import { valueOfNumber } from "../values/value.ts";
import { defineFunction } from "./define-function.ts";
import type { ExpressionFunction } from "./function.ts";
import { numberArgument } from "./value-argument.ts";

/** `round(x)` and `round(x, digits)`. */
export const round: ExpressionFunction = defineFunction({
  name: "round",
  parameters: [
    { name: "x", kind: "number" },
    { name: "digits", kind: "digits", optional: true },
  ],
  gives: "number",
  summary:
    "The nearest number with so many digits after the point (0 unless given; -2 for hundreds). Halves are rounded away from 0.",
  examples: [
    ["round(2.5)", 3],
    ["round(-2.5)", -3],
    ["round(3.14159, 2)", 3.14],
    ["round(1250, -2)", 1300],
  ],
  value(call) {
    const x = numberArgument(call, 0);
    const digits = call.call.args.length > 1 ? numberArgument(call, 1) : 0;
    return x === null || digits === null ? null : valueOfNumber(rounded(x, digits));
  },
  column([x, digits]) {
    const places = digits === undefined ? 0 : asNumbers(digits).values[0]!;
    return mapNumbers(asNumbers(x!), (number) => rounded(number, places));
  },
});

/** Numbers so large that they have no digits there stay as they are. */
function rounded(x: number, digits: number): number {
  const scale = 10 ** Math.abs(digits);
  const scaled = digits < 0 ? Math.abs(x) / scale : Math.abs(x) * scale;
  if (scaled >= Number.MAX_SAFE_INTEGER) return x;
  const whole = Math.round(scaled);
  // The last term takes the sign off -0.
  return Math.sign(x) * (digits < 0 ? whole * scale : whole / scale) + 0;
}
