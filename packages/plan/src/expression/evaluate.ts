import type { JsonValue } from "@fairline/core";
import { evaluateValue, memberOf, valueOfPath } from "@fairline/expression";
import type { Expression, PathExpression } from "@fairline/expression";
import { BrokenValueError } from "./error.ts";
import { functionsOf } from "./functions.ts";
import type { Scope } from "./scope.ts";

/**
 * Evaluates an expression; types are kept, nothing is converted.
 *
 * @throws ExpressionError for a name that does not exist and for operands of the wrong type;
 *   BrokenValueError for a parameter that is broken itself.
 */
export function evaluate(expression: Expression, scope: Scope): JsonValue {
  return evaluateValue(expression, {
    functions: functionsOf(scope),
    valueOf: (path) => valueOf(path, scope),
    isAbsent: (path) => isAbsentAxis(path, scope),
    refusesUnknown: true,
  });
}

/** Points that `include` added may lack an axis that others have: `matrix.seed ?? 1` is for them. */
function isAbsentAxis({ name, keys: [axis] }: PathExpression, { matrix }: Scope): boolean {
  return name === "matrix" && axis !== undefined && !Object.hasOwn(matrix, String(axis));
}

function valueOf(path: PathExpression, scope: Scope): JsonValue {
  const { name, place } = path;
  const [first, ...keys] = path.keys;
  const root = name === "matrix" ? scope.matrix : scope.params;
  if (first === undefined) return root;
  if (name === "params" && scope.broken.has(String(first))) throw new BrokenValueError();
  const members = name === "matrix" ? "axes" : "parameters";
  const value = memberOf(root, first, { name, members, place });
  return valueOfPath(value, { ...path, name: `${name}.${String(first)}`, keys });
}
