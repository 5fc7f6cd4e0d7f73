import type jsep from "jsep";
import type { BinaryOperator, Expression } from "./expression.ts";
import { parseTree, type TreeNode } from "./parse-tree.ts";

const LONGEST = 1000;

/** An expression, or why the text is none; `at` counts characters of the text from 0. */
export type ParsedExpression =
  { readonly expression: Expression } | { readonly message: string; readonly at: number };

/** Parses what stands between `${{` and `}}`. */
export function parseExpression(text: string): ParsedExpression {
  if (text.trim() === "") return { message: "the expression is empty", at: 0 };
  if (text.length > LONGEST) {
    return { message: `the expression is longer than ${String(LONGEST)} characters`, at: 0 };
  }
  try {
    return { expression: convert(parseTree(text)) };
  } catch (error) {
    const at = error instanceof Error && "index" in error ? Number(error.index) : 0;
    const description =
      error instanceof Error && "description" in error ? String(error.description) : undefined;
    if (description === undefined && !(error instanceof Unsupported)) throw error;
    return { message: lowerFirst((description ?? (error as Unsupported).message).trim()), at };
  }
}

/** Part of JavaScript's grammar that is no part of ours. */
class Unsupported extends Error {}

function convert(node: TreeNode | null): Expression {
  switch (node?.type) {
    case "Literal":
      return { type: "literal", value: literalOf(node.value) };
    case "ArrayExpression":
      return { type: "list", items: node.elements.map((item) => convert(core(item))) };
    case "Identifier":
    case "MemberExpression":
      return pathOf(node);
    case "UnaryExpression":
      return { type: "not", operand: convert(core(node.argument)) };
    case "BinaryExpression":
      return {
        type: "binary",
        operator: node.operator as BinaryOperator, // The parser knows no others.
        left: convert(core(node.left)),
        right: convert(core(node.right)),
      };
    case "CallExpression":
      if (node.callee.type !== "Identifier") throw new Unsupported("only functions can be called");
      return {
        type: "call",
        name: (node.callee as jsep.Identifier).name,
        args: node.arguments.map((argument) => convert(core(argument))),
      };
    case "Compound":
    case "SequenceExpression":
      throw new Unsupported("there must be one expression, with an operator between two values");
    case "ThisExpression":
      throw new Unsupported("`this` is not part of the expression language");
    case undefined:
      throw new Unsupported("a list has a gap");
  }
}

function pathOf(node: jsep.Identifier | jsep.MemberExpression): Expression {
  const keys: (string | number)[] = [];
  let at: TreeNode = node;
  while (at.type === "MemberExpression") {
    if (at.optional === true) throw new Unsupported("`?.` is not part of the expression language");
    keys.unshift(keyOf(at));
    at = core(at.object)!;
  }
  if (at.type !== "Identifier") throw new Unsupported("only names have members");
  return { type: "path", root: at.name, keys, source: sourceOf(at.name, keys) };
}

function keyOf({ computed, property }: jsep.MemberExpression): string | number {
  if (!computed) return (property as jsep.Identifier).name;
  const value = property.type === "Literal" ? (property as jsep.Literal).value : undefined;
  if (typeof value === "string" || typeof value === "number") return value;
  throw new Unsupported("a member in [ ] must be a quoted name or a number");
}

function sourceOf(root: string, keys: readonly (string | number)[]): string {
  const plain = (key: string | number) => typeof key === "string" && /^[\w-]+$/u.test(key);
  return (
    root + keys.map((key) => (plain(key) ? `.${String(key)}` : `[${JSON.stringify(key)}]`)).join("")
  );
}

function literalOf(value: unknown): string | number | boolean | null {
  if (typeof value === "number" && !Number.isFinite(value))
    throw new Unsupported("the number is too large");
  if (typeof value === "object" && value !== null)
    throw new Unsupported("this literal is not supported");
  return value as string | number | boolean | null;
}

// jsep types its nodes loosely; these are all the types that it builds.
function core(node: jsep.Expression | null): TreeNode | null {
  return node as TreeNode | null;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
