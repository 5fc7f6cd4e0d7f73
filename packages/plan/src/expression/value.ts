import type { Problems, ScalarNode } from "@fairline/yaml";
import type { DiagnosticCode, ErrorCode } from "@fairline/core";
import type { ExpressionError } from "@fairline/expression";
import { placeInHole } from "./place.ts";
import type { ParsedHole } from "./template.ts";

/** Reports an expression that has no value, at the part of it that is to blame. */
export function reportExpressionError(
  { code, message, hint, place }: ExpressionError,
  hole: ParsedHole,
  node: ScalarNode,
  problems: Problems,
): void {
  problems.error(placeInHole(node, hole, place), { code: diagnosticCode(code), message, hint });
}

function diagnosticCode(code: ErrorCode): DiagnosticCode {
  switch (code) {
    case "EXPRESSION_UNKNOWN":
      return "expression-unknown";
    case "FILE_MISSING":
      return "input-file-missing";
    default:
      return "expression-type";
  }
}
