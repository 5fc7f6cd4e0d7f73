import { choose } from "../columns/choose.ts";
import { missing } from "../columns/logic.ts";
import { defineFunction } from "./define-function.ts";
import type { ExpressionFunction } from "./function.ts";

/** `coalesce(value, …)`. */
export const coalesce: ExpressionFunction = defineFunction({
  name: "coalesce",
  parameters: [
    { name: "value", kind: "same" },
    { name: "more", kind: "same", repeated: true },
  ],
  gives: "same",
  summary: "The first argument that is not missing. `a ?? b` is the same for two.",
  examples: [
    ["coalesce(null, 3, 4)", 3],
    ["coalesce(null, null)", null],
  ],
  value(call) {
    for (const at of call.call.args.keys()) {
      const value = call.argument(at);
      if (value !== null) return value;
    }
    return null;
  },
  column: (args) => args.reduce((first, next) => choose(missing(first), next, first)),
});
