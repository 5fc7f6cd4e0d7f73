import { canonicalJson, nameHint } from "@fairline/core";
import type { JsonValue } from "@fairline/core";

import type { BinaryOperator, CallExpression, Expression, PathExpression } from "./expression.ts";
import { BrokenValueError, ExpressionError } from "./error.ts";
import { FUNCTIONS } from "./functions.ts";
import type { Scope } from "./scope.ts";

/**
 * Evaluates an expression; types are kept, nothing is converted.
 *
 * @throws ExpressionError for a name that does not exist and for operands of the wrong type;
 *   BrokenValueError for a parameter that is broken itself.
 */
export function evaluate(expression: Expression, scope: Scope): JsonValue {
  switch (expression.type) {
    case "literal":
      return expression.value;
    case "list":
      return expression.items.map((item) => evaluate(item, scope));
    case "path":
      return valueAt(expression, scope);
    case "not":
      return !truth(evaluate(expression.operand, scope), "!");
    case "binary":
      return binary(expression.operator, expression, scope);
    case "call":
      return call(expression, scope);
  }
}

function call({ name, args }: CallExpression, scope: Scope): JsonValue {
  const callee = FUNCTIONS.get(name);
  if (callee === undefined) {
    throw new ExpressionError("expression-unknown", `there is no function "${name}"`, {
      hint: nameHint(name, FUNCTIONS.keys(), "functions"),
      part: name,
    });
  }
  return callee(
    args.map((argument) => evaluate(argument, scope)),
    scope,
  );
}

function binary(
  operator: BinaryOperator,
  { left, right }: { readonly left: Expression; readonly right: Expression },
  scope: Scope,
): JsonValue {
  switch (operator) {
    case "==":
      return same(evaluate(left, scope), evaluate(right, scope));
    case "!=":
      return !same(evaluate(left, scope), evaluate(right, scope));
    case "&&":
      return truth(evaluate(left, scope), "&&") && truth(evaluate(right, scope), "&&");
    case "||":
      return truth(evaluate(left, scope), "||") || truth(evaluate(right, scope), "||");
    case "??":
      return (isAbsentAxis(left, scope) ? null : evaluate(left, scope)) ?? evaluate(right, scope);
  }
}

/** Points that `include` added may lack an axis that others have: `matrix.seed ?? 1` is for them. */
function isAbsentAxis(expression: Expression, { matrix }: Scope): boolean {
  return (
    expression.type === "path" &&
    expression.root === "matrix" &&
    expression.keys.length > 0 &&
    !Object.hasOwn(matrix, String(expression.keys[0]))
  );
}

function valueAt(path: PathExpression, scope: Scope): JsonValue {
  const [first, ...rest] = path.keys;
  const root = path.root === "matrix" ? scope.matrix : scope.params;
  if (first === undefined) return root;
  if (path.root === "params" && scope.broken.has(String(first))) throw new BrokenValueError();
  let value = member(root, first, path.root, path);
  let name = `${path.root}.${String(first)}`;
  for (const key of rest) {
    value = member(value, key, name, path);
    name = `${name}.${String(key)}`;
  }
  return value;
}

function member(
  value: JsonValue,
  key: string | number,
  name: string,
  path: PathExpression,
): JsonValue {
  if (isMemberOf(value, key)) return value[key]!;
  const what = name === "params" ? "parameters" : name === "matrix" ? "axes" : "members";
  throw new ExpressionError("expression-unknown", `${name} has no member ${JSON.stringify(key)}`, {
    hint: Array.isArray(value)
      ? `It is a list of ${String(value.length)}; the first index is 0.`
      : nameHint(String(key), Object.keys(value ?? {}), what),
    part: path.source,
  });
}

/** Own members of maps and items of lists; `length` and what every object inherits are no members. */
function isMemberOf(
  value: JsonValue,
  key: string | number,
): value is Readonly<Record<string | number, JsonValue>> {
  if (typeof value !== "object" || value === null) return false;
  return Object.hasOwn(value, key) && (!Array.isArray(value) || typeof key === "number");
}

function same(a: JsonValue, b: JsonValue): boolean {
  return (
    a === b ||
    (typeof a === "object" && typeof b === "object" && canonicalJson(a) === canonicalJson(b))
  );
}

function truth(value: JsonValue, operator: string): boolean {
  if (typeof value === "boolean") return value;
  throw new ExpressionError(
    "expression-type",
    `\`${operator}\` needs true or false, and got ${JSON.stringify(value)}`,
    { hint: "Compare the value with == or !=." },
  );
}
