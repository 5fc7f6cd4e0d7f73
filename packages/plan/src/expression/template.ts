import { jsonOf, locationWithin } from "@fairline/yaml";
import type { Problems, ScalarNode, SyntaxNode } from "@fairline/yaml";
import { unreachable, type JsonValue } from "@fairline/core";
import { ExpressionError, partsOf } from "@fairline/expression";
import type { Expression, PathExpression } from "@fairline/expression";
import { checkRoots } from "./root.ts";
import { reportExpressionSyntax } from "./syntax.ts";
import { hasHole, splitHoles, type Hole } from "./holes.ts";
import { parseHole } from "./parse.ts";
import { placeInHole } from "./place.ts";
import type { Root } from "./scope.ts";

/** A value of the file with its expressions parsed and not yet evaluated. */
export type Template =
  | { readonly type: "constant"; readonly value: JsonValue }
  | { readonly type: "whole"; readonly hole: ParsedHole; readonly node: ScalarNode }
  | {
      readonly type: "text";
      readonly parts: readonly (string | ParsedHole)[];
      readonly node: ScalarNode;
    }
  | { readonly type: "list"; readonly items: readonly Template[] }
  | { readonly type: "map"; readonly entries: ReadonlyMap<string, Template> }
  /** Something in it is wrong and was reported. */
  | { readonly type: "broken" };

/** One `${{ }}`, parsed. */
export interface ParsedHole extends Hole {
  readonly expression: Expression;
}

/**
 * Parses the expressions in a value. Each may use the given roots and no others.
 *
 * A value without expressions becomes a constant, at any depth, so that what does not depend on the matrix is
 * evaluated once.
 */
export function compileTemplate(
  node: SyntaxNode,
  roots: readonly Root[],
  problems: Problems,
): Template {
  if (isConstant(node)) return { type: "constant", value: jsonOf(node) };
  switch (node.type) {
    case "invalid":
      return { type: "broken" };
    case "scalar":
      return compileText(node, roots, problems);
    case "list":
      return {
        type: "list",
        items: node.items.map((item) => compileTemplate(item, roots, problems)),
      };
    case "map": {
      const entries = [...node.entries].map(
        ([key, { value }]) => [key, compileTemplate(value, roots, problems)] as const,
      );
      return { type: "map", entries: new Map(entries) };
    }
    default:
      return unreachable(node);
  }
}

/** Whether the value can differ from one matrix point to another. */
export function dependsOnMatrix(template: Template): boolean {
  switch (template.type) {
    case "constant":
    case "broken":
      return false;
    case "whole":
      return holeUses(template.hole, "matrix");
    case "text":
      return template.parts.some((part) => typeof part !== "string" && holeUses(part, "matrix"));
    case "list":
      return template.items.some(dependsOnMatrix);
    case "map":
      return [...template.entries.values()].some(dependsOnMatrix);
  }
}

/** Parses the parts of a text; undefined where one is broken. */
export function compileParts(
  node: ScalarNode,
  roots: readonly Root[],
  problems: Problems,
): readonly (string | ParsedHole)[] | undefined {
  const split = splitHoles(String(node.value));
  if ("unclosed" in split) {
    reportExpressionSyntax(
      locationWithin(node, split.unclosed),
      "`${{` is never closed by `}}`",
      problems,
    );
    return undefined;
  }
  const parts = split.parts.map((part) =>
    "text" in part ? part.text : compileHole(part, node, roots, problems),
  );
  return parts.includes(undefined) ? undefined : (parts as (string | ParsedHole)[]);
}

function compileText(node: ScalarNode, roots: readonly Root[], problems: Problems): Template {
  const parts = compileParts(node, roots, problems);
  if (parts === undefined) return { type: "broken" };
  const [only, ...more] = parts.filter((part) => typeof part !== "string" || part.trim() !== "");
  return only !== undefined && typeof only !== "string" && more.length === 0
    ? { type: "whole", hole: only, node }
    : { type: "text", parts, node };
}

function compileHole(
  hole: Hole,
  node: ScalarNode,
  roots: readonly Root[],
  problems: Problems,
): ParsedHole | undefined {
  try {
    const parsed = { ...hole, expression: parseHole(hole.inner) };
    const placeOf = ({ place }: PathExpression) => placeInHole(node, hole, place);
    return checkRoots(parsed.expression, roots, placeOf, problems) ? parsed : undefined;
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    reportExpressionSyntax(placeInHole(node, hole, error.place), error.message, problems);
    return undefined;
  }
}

/** Whether a value holds no expression at any depth. */
export function isConstant(node: SyntaxNode): boolean {
  switch (node.type) {
    case "invalid":
      return false;
    case "scalar":
      return typeof node.value !== "string" || !hasHole(node.value);
    case "list":
      return node.items.every(isConstant);
    case "map":
      return [...node.entries.values()].every(({ value }) => isConstant(value));
  }
}

function holeUses({ expression }: ParsedHole, root: Root): boolean {
  return [...partsOf(expression)].some((part) => part.type === "path" && part.name === root);
}
