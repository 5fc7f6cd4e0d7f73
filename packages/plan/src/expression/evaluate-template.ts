import { INVALID, locationWithin } from "@fairline/yaml";
import type { Invalid, Problems, ScalarNode } from "@fairline/yaml";
import type { JsonValue } from "@fairline/core";
import { ExpressionError } from "@fairline/expression";
import { reportExpressionError } from "./value.ts";
import { evaluate } from "./evaluate.ts";
import { BrokenValueError } from "./error.ts";
import type { Scope } from "./scope.ts";
import type { ParsedHole, Template } from "./template.ts";

/** A value, or {@link INVALID}. */
export type Evaluated = JsonValue | Invalid;

/** Evaluates every expression of a value. A problem is reported at its place. */
export function evaluateTemplate(template: Template, scope: Scope, problems: Problems): Evaluated {
  switch (template.type) {
    case "constant":
      return template.value;
    case "broken":
      return INVALID;
    case "whole":
      return evaluateHole(template.hole, template.node, scope, problems);
    case "text":
      return evaluateText(template.parts, template.node, scope, problems);
    case "list": {
      const items = template.items.map((item) => evaluateTemplate(item, scope, problems));
      return items.some((item) => item === INVALID) ? INVALID : (items as JsonValue[]);
    }
    case "map": {
      const entries = [...template.entries].map(
        ([key, value]) => [key, evaluateTemplate(value, scope, problems)] as const,
      );
      if (entries.some(([, value]) => value === INVALID)) return INVALID;
      return Object.fromEntries(entries) as Readonly<Record<string, JsonValue>>;
    }
  }
}

/** Evaluates one `${{ }}`. */
export function evaluateHole(
  hole: ParsedHole,
  node: ScalarNode,
  scope: Scope,
  problems: Problems,
): Evaluated {
  try {
    return evaluate(hole.expression, scope);
  } catch (error) {
    if (error instanceof BrokenValueError) return INVALID;
    if (!(error instanceof ExpressionError)) throw error;
    reportExpressionError(error, hole, node, problems);
    return INVALID;
  }
}

function evaluateText(
  parts: readonly (string | ParsedHole)[],
  node: ScalarNode,
  scope: Scope,
  problems: Problems,
): string | Invalid {
  let text = "";
  let broken = false;
  for (const part of parts) {
    const value = typeof part === "string" ? part : evaluateHole(part, node, scope, problems);
    const inserted = value === INVALID ? undefined : insertedText(value, part, node, problems);
    if (inserted === undefined) broken = true;
    else text += inserted;
  }
  return broken ? INVALID : text;
}

/** The text that a value becomes inside a longer text; a problem for lists, maps and null. */
export function insertedText(
  value: JsonValue,
  part: string | ParsedHole,
  node: ScalarNode,
  problems: Problems,
): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof part !== "string") {
    const what = value === null ? "null" : Array.isArray(value) ? "a list" : "a map";
    problems.error(locationWithin(node, part.source), {
      code: "expression-type",
      message: `${what} cannot stand inside a text`,
      hint: "Use a number, a word, true or false there.",
    });
  }
  return undefined;
}
