import { TRUE, UNKNOWN } from "../columns/column.ts";
import { asTexts } from "../columns/vector.ts";
import { defineFunction } from "./define-function.ts";
import type { ExpressionFunction } from "./function.ts";
import { unfitArgument } from "./value-argument.ts";

/** `text(value)`. */
export const text: ExpressionFunction = defineFunction({
  name: "text",
  parameters: [{ name: "value", kind: "any" }],
  gives: "text",
  summary:
    "The value as text: a number with as many digits as it needs, a condition as true or false.",
  examples: [
    ["text(0.5)", "0.5"],
    ["text(1 > 2)", "false"],
  ],
  value(call) {
    const value = call.argument(0);
    if (value === null || typeof value === "string") return value;
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    throw unfitArgument(call, 0, { wanted: "a number, text, true or false", value });
  },
  column([value]) {
    const vector = value!;
    switch (vector.type) {
      case "number": {
        const words = Array.from(vector.values, (x) => (Number.isNaN(x) ? null : String(x)));
        return { type: "text", values: words };
      }
      case "condition": {
        const codes = Int32Array.from(vector.values, (truth) =>
          truth === UNKNOWN ? -1 : truth === TRUE ? 1 : 0,
        );
        return { type: "category", codes, values: ["false", "true"] };
      }
      case "category":
      case "text":
      case "nothing":
        return asTexts(vector);
    }
  },
});
