import type { Problems } from "../diagnostics/problems.ts";
import type { NodePlace } from "../yaml/syntax.ts";

/** Reports what stands in `${{ }}` and is no expression. */
export function reportExpressionSyntax(
  place: NodePlace,
  message: string,
  problems: Problems,
): void {
  problems.error(place, {
    code: "expression-syntax",
    message: `this is not an expression: ${message}`,
    hint: "An expression has paths (params.x, matrix.x), literals, == != && || ! ??, range() and file().",
  });
}
