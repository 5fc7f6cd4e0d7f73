import { compareVectors } from "../columns/compare.ts";
import { joined } from "../columns/logic.ts";
import { compareValues } from "../values/operators.ts";
import { defineFunction } from "./define-function.ts";
import type { ExpressionFunction } from "./function.ts";

/** `between(value, low, high)`. */
export const between: ExpressionFunction = defineFunction({
  name: "between",
  parameters: [
    { name: "value", kind: "ordered" },
    { name: "low", kind: "ordered" },
    { name: "high", kind: "ordered" },
  ],
  gives: "condition",
  summary:
    "Whether the value is neither below low nor above high: `value >= low and value <= high`.",
  examples: [
    ["between(18, 18, 65)", true],
    ["between('b', 'c', 'd')", false],
    ["between(5, null, 3)", false],
  ],
  value(call) {
    const { place } = call.call;
    const [value, low, high] = [call.argument(0), call.argument(1), call.argument(2)];
    const isAbove = compareValues(">=", [value, low], place);
    const isBelow = compareValues("<=", [value, high], place);
    return isAbove === false || isBelow === false ? false : isAbove && isBelow;
  },
  column([value, low, high]) {
    const isAbove = compareVectors(">=", value!, low!);
    return joined("and", isAbove, compareVectors("<=", value!, high!));
  },
});
