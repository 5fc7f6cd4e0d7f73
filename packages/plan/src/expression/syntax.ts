import type { SourceLocation } from "@fairline/core";
import type { Problems } from "@fairline/yaml";

/** Reports what stands in `${{ }}` and is no expression. */
export function reportExpressionSyntax(
  place: SourceLocation,
  message: string,
  problems: Problems,
): void {
  problems.error(place, {
    code: "expression-syntax",
    message: `this is not an expression: ${message}`,
    hint: "An expression has paths (params.x, matrix.x), literals, == != && || ! ??, range() and file().",
  });
}
