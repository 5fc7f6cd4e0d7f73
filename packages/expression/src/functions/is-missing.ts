import { missing } from "../columns/logic.ts";
import { defineFunction } from "./define-function.ts";
import type { ExpressionFunction } from "./function.ts";

/** `is_missing(value)`. */
export const isMissing: ExpressionFunction = missingTest("is_missing");

/** `isnull(value)`. */
export const isNull: ExpressionFunction = missingTest("isnull");

function missingTest(name: string): ExpressionFunction {
  return defineFunction({
    name,
    parameters: [{ name: "value", kind: "any" }],
    gives: "condition",
    summary: "Whether the value is missing, or the condition unknown; `value is null` is the same.",
    examples: [
      [`${name}(null)`, true],
      [`${name}(0)`, false],
    ],
    value: (call) => call.argument(0) === null,
    column: ([value]) => missing(value!),
  });
}
