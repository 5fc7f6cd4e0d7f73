import { choose } from "../columns/choose.ts";
import { asConditions } from "../columns/vector.ts";
import { defineFunction } from "./define-function.ts";
import type { ExpressionFunction } from "./function.ts";
import { conditionArgument } from "./value-argument.ts";

/** `if(condition, then, else)`. */
export const ifElse: ExpressionFunction = defineFunction({
  name: "if",
  parameters: [
    { name: "condition", kind: "condition" },
    { name: "then", kind: "same" },
    { name: "else", kind: "same" },
  ],
  gives: "same",
  summary:
    "The second argument where the condition holds, the third where it does not; missing where it is unknown.",
  examples: [
    ["if(3 > 2, 'more', 'less')", "more"],
    ["if(null > 2, 'more', 'less')", null],
  ],
  value(call) {
    const condition = conditionArgument(call, 0);
    return condition === null ? null : call.argument(condition ? 1 : 2);
  },
  column: ([condition, whereTrue, whereFalse]) =>
    choose(asConditions(condition!), whereTrue!, whereFalse!),
});
