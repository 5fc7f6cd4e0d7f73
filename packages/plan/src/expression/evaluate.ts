import type { DiagnosticCode, ErrorCode, JsonValue } from "@fairline/core";
import { ExpressionError, evaluateValue, memberOf, valueOfPath } from "@fairline/expression";
import type { Expression, PathExpression } from "@fairline/expression";
import { INVALID, allValid, locationWithin } from "@fairline/yaml";
import type { Invalid, Problems, ScalarNode } from "@fairline/yaml";
import { functionsOf } from "./functions.ts";
import { locationInHole } from "./hole.ts";
import type { Scope } from "./scope.ts";
import type { ParsedHole, Template } from "./template.ts";

/** A value, or {@link INVALID}. */
type Evaluated = JsonValue | Invalid;

/** Evaluates every expression of a value. A problem is reported at its location. */
export function evaluateTemplate(template: Template, scope: Scope, problems: Problems): Evaluated {
  switch (template.type) {
    case "constant":
      return template.value;
    case "invalid":
      return INVALID;
    case "whole":
      return evaluateHole(template.hole, template.node, scope, problems);
    case "text":
      return evaluateText(template.parts, template.node, scope, problems);
    case "list":
      return allValid(template.items.map((item) => evaluateTemplate(item, scope, problems)));
    case "map":
      return evaluateMap(template.entries, scope, problems);
  }
}

function evaluateMap(
  entries: ReadonlyMap<string, Template>,
  scope: Scope,
  problems: Problems,
): Evaluated {
  const values: [string, JsonValue][] = [];
  for (const [key, template] of entries) {
    const value = evaluateTemplate(template, scope, problems);
    if (value !== INVALID) values.push([key, value]);
  }
  return values.length === entries.size ? Object.fromEntries(values) : INVALID;
}

function evaluateText(
  parts: readonly (string | ParsedHole)[],
  node: ScalarNode,
  scope: Scope,
  problems: Problems,
): string | Invalid {
  const texts = allValid(parts.map((part) => partText(part, node, scope, problems)));
  return texts === INVALID ? INVALID : texts.join("");
}

/** What a part of a longer text comes to; a problem for lists, maps and null. */
export function partText(
  part: string | ParsedHole,
  node: ScalarNode,
  scope: Scope,
  problems: Problems,
): string | Invalid {
  if (typeof part === "string") return part;
  const value = evaluateHole(part, node, scope, problems);
  if (value === INVALID || typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const what = value === null ? "null" : Array.isArray(value) ? "a list" : "a map";
  return problems.error(locationWithin(node, part.source), {
    code: "expression-type",
    message: `${what} cannot stand inside a text`,
    hint: "Use a number, a word, true or false there.",
  });
}

function evaluateHole(
  hole: ParsedHole,
  node: ScalarNode,
  scope: Scope,
  problems: Problems,
): Evaluated {
  try {
    return evaluate(hole.expression, scope);
  } catch (error) {
    if (error instanceof InvalidValueError) return INVALID;
    if (!(error instanceof ExpressionError)) throw error;
    const { code, message, hint, place } = error;
    const location = locationInHole(node, hole, place);
    return problems.error(location, { code: diagnosticCode(code), message, hint });
  }
}

/**
 * Evaluates an expression; types are kept, nothing is converted.
 *
 * @throws ExpressionError for a name that does not exist and for operands of the wrong type;
 *   InvalidValueError for a parameter that is invalid itself.
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
  if (name === "params" && scope.invalid.has(String(first))) throw new InvalidValueError();
  const members = name === "matrix" ? "axes" : "parameters";
  const value = memberOf(root, first, { name, members, place });
  return valueOfPath(value, { ...path, name: `${name}.${String(first)}`, keys });
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

/** An expression uses a value that was refused and reported where it stands. Never leaves this file. */
class InvalidValueError extends Error {}
