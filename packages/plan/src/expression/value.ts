import type { ExpressionError } from "./error.ts";
import type { ParsedHole } from "./template.ts";
import type { Problems } from "../diagnostics/problems.ts";
import { placeWithin, type ScalarNode } from "../yaml/syntax.ts";

/** Reports an expression that has no value, at the name or text within it that is to blame. */
export function reportExpressionError(
  error: ExpressionError,
  hole: ParsedHole,
  node: ScalarNode,
  problems: Problems,
): void {
  const from = Math.max(0, node.source.indexOf(hole.source));
  const within = placeWithin(node, hole.source);
  const place = error.part === undefined ? within : placeWithin(node, error.part, from);
  problems.error(place.range.length < node.source.length ? place : within, {
    code: error.code,
    message: error.message,
    hint: error.hint,
  });
}
