import { textTest } from "./define-function.ts";
import type { ExpressionFunction } from "./function.ts";

/** `starts_with(text, part)`. */
export const startsWith: ExpressionFunction = textTest({
  name: "starts_with",
  summary: "Whether the text begins with the part, letter by letter.",
  examples: [["starts_with('2013-05-01', '2013')", true]],
  of: (text, part) => text.startsWith(part),
});
