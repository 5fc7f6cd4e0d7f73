import { textFunction } from "./define-function.ts";
import type { ExpressionFunction } from "./function.ts";

/** `trim(text)`. */
export const trim: ExpressionFunction = textFunction({
  name: "trim",
  summary: "The text without blanks and line breaks at its ends.",
  examples: [["trim('  two words ')", "two words"]],
  of: (text) => text.trim(),
});
