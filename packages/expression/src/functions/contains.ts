import { textTest } from "./define-function.ts";
import type { ExpressionFunction } from "./function.ts";

/** `contains(text, part)`. */
export const contains: ExpressionFunction = textTest({
  name: "contains",
  summary: "Whether the part stands anywhere in the text, letter by letter.",
  examples: [
    ["contains('part-time', 'time')", true],
    ["contains('part-time', 'Time')", false],
  ],
  of: (text, part) => text.includes(part),
});
