import { textFunction } from "./define-function.ts";
import type { ExpressionFunction } from "./function.ts";

/** `upper(text)`. */
export const upper: ExpressionFunction = textFunction({
  name: "upper",
  summary: "The text in upper case, by Unicode's rules for no language in particular.",
  examples: [["upper('Straße')", "STRASSE"]],
  of: (text) => text.toUpperCase(),
});
