import { nameHint, unreachable } from "@fairline/core";
import type { JsonValue, SourceLocation } from "@fairline/core";
import { ExpressionError, partsOf } from "@fairline/expression";
import type { Expression, PathExpression } from "@fairline/expression";
import { jsonOf, locationWithin } from "@fairline/yaml";
import type { Problems, ScalarNode, SyntaxNode } from "@fairline/yaml";
import { hasHole, locationInHole, parseHole, splitHoles, type Hole } from "./hole.ts";
import { isRoot, type Root } from "./scope.ts";

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
  | { readonly type: "invalid" };

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
      return { type: "invalid" };
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
    case "invalid":
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

/** Parses the parts of a text; undefined where one is wrong. */
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
  const parsed = parts.filter((part) => part !== undefined);
  return parsed.length === parts.length ? parsed : undefined;
}

function compileText(node: ScalarNode, roots: readonly Root[], problems: Problems): Template {
  const parts = compileParts(node, roots, problems);
  if (parts === undefined) return { type: "invalid" };
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
    const locationOf = ({ place }: PathExpression) => locationInHole(node, hole, place);
    return checkRoots(parsed.expression, roots, locationOf, problems) ? parsed : undefined;
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    reportExpressionSyntax(locationInHole(node, hole, error.place), error.message, problems);
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

/** Whether every path of an expression starts with a root that can be used where it stands. */
function checkRoots(
  expression: Expression,
  roots: readonly Root[],
  locationOf: (path: PathExpression) => SourceLocation,
  problems: Problems,
): boolean {
  let valid = true;
  for (const part of partsOf(expression)) {
    if (part.type !== "path" || roots.some((root) => root === part.name)) continue;
    valid = false;
    problems.error(locationOf(part), {
      code: "expression-unknown",
      message: messageFor(part.name, roots),
      hint: hintFor(part.name, roots),
    });
  }
  return valid;
}

function messageFor(root: string, roots: readonly Root[]): string {
  if (!isRoot(root)) return `an expression cannot start with "${root}"`;
  if (roots.length === 0) return `\`${root}\` cannot be used in \`params\``;
  return `\`${root}\` cannot be used here`;
}

function hintFor(root: string, roots: readonly Root[]): string {
  if (isRoot(root) && ["in", "out", "env"].includes(root)) return `Use \`${root}\` in \`cmd\`.`;
  if (roots.length === 0) return "Write the value, or compute it with range() or file().";
  return isRoot(root) ? `Use ${roots.join(" or ")} here.` : nameHint(root, roots, "roots");
}

/** Reports what stands in `${{ }}` and is no expression. */
function reportExpressionSyntax(place: SourceLocation, message: string, problems: Problems): void {
  problems.error(place, {
    code: "expression-syntax",
    message: `this is not an expression: ${message}`,
    hint: "An expression has paths (params.x, matrix.x), literals, == != && || ! ??, range() and file().",
  });
}
