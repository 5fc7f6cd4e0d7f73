import { textTest } from "./define-function.ts";
import type { ExpressionFunction } from "./function.ts";

/** `ends_with(text, part)`. */
export const endsWith: ExpressionFunction = textTest({
  name: "ends_with",
  summary: "Whether the text ends with the part, letter by letter.",
  examples: [["ends_with('report.pdf', '.pdf')", true]],
  of: (text, part) => text.endsWith(part),
});
