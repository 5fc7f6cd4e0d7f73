import { textFunction } from "./define-function.ts";
import type { ExpressionFunction } from "./function.ts";

/** `lower(text)`. */
export const lower: ExpressionFunction = textFunction({
  name: "lower",
  summary: "The text in lower case, by Unicode's rules for no language in particular.",
  examples: [["lower('École')", "école"]],
  of: (text) => text.toLowerCase(),
});
