import type jsep from "jsep";
import type { ArithmeticOperator, ComparisonOperator, Expression } from "./expression.ts";
import { parseTree } from "./parser.ts";
import type { TreeNode } from "./parser.ts";

/**
 * Reads a condition: comparisons (`== != < <= > >=`), `and or not` (also `&& || !`), `in (…)`, `is null`, `isnull(…)`,
 * arithmetic (`+ - * / %`), numbers, words in quotes, column names, in backquotes where they are not plain words.
 *
 * @returns The condition, or what is wrong with the text, with the place from 1.
 */
export function parseExpression(
  text: string,
): { readonly expression: Expression } | { readonly problem: string } {
  try {
    return { expression: convert(parseTree(text)) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { problem: `the condition cannot be read: ${placed(error)}` };
  }
}

const ARITHMETIC: readonly string[] = ["+", "-", "*", "/", "%"] satisfies ArithmeticOperator[];

/** jsep counts characters from 0, and says so in its message. */
function placed(error: Error): string {
  const { index, description } = error as {
    readonly index?: unknown;
    readonly description?: unknown;
  };
  if (typeof index !== "number" || typeof description !== "string") return error.message;
  return `${description} at character ${String(index + 1)}`;
}

function convert(tree: jsep.Expression): Expression {
  // Everything in the tree is made by the parser, whose nodes these are.
  const node = tree as TreeNode;
  switch (node.type) {
    case "Identifier":
      return { type: "column", name: node.name };
    case "Literal":
      return literal(node.value);
    case "UnaryExpression":
      return unary(node.operator, convert(node.argument));
    case "Not":
      return { type: "not", of: convert(node.of) };
    case "IsNull":
      return { type: "isnull", of: convert(node.of) };
    case "In":
      return { type: "in", of: convert(node.of), values: node.values.map(listed) };
    case "BinaryExpression":
      return binary(node.operator, convert(node.left), convert(node.right));
    case "CallExpression":
      return call(node);
    case "MemberExpression":
      throw new Error("put a column name that holds a dot or bracket in backquotes: `a.b`");
    case "Compound":
      throw new Error(
        node.body.length === 0
          ? "it is empty"
          : "it holds several conditions; join them by and, or",
      );
    case "SequenceExpression":
    case "ArrayExpression":
      throw new Error("a list stands in parentheses after in, and nowhere else");
    case "ThisExpression":
      return { type: "column", name: "this" };
  }
}

function literal(value: unknown): Expression {
  if (typeof value === "number" || typeof value === "string") return { type: "literal", value };
  if (typeof value === "boolean") return { type: "literal", value: String(value) };
  throw new Error("compare with null by isnull(column) or column is null");
}

function unary(operator: string, of: Expression): Expression {
  switch (operator) {
    case "!":
      return { type: "not", of };
    case "-":
      return of.type === "literal" && typeof of.value === "number"
        ? { type: "literal", value: -of.value }
        : { type: "negative", of };
    case "+":
      return of;
    default:
      throw new Error(`the operator ${operator} is not supported`);
  }
}

function binary(operator: string, left: Expression, right: Expression): Expression {
  if (operator === "and" || operator === "or") return { type: operator, left, right };
  return ARITHMETIC.includes(operator)
    ? // The parser lets only these operators through.
      { type: "arithmetic", operator: operator as ArithmeticOperator, left, right }
    : { type: "comparison", operator: operator as ComparisonOperator, left, right };
}

function call({ callee, arguments: given }: jsep.CallExpression): Expression {
  const name = convert(callee);
  const [of, ...others] = given;
  if (name.type !== "column" || name.name !== "isnull") {
    throw new Error("there is no such function; there is isnull(column)");
  }
  if (of === undefined || others.length > 0) throw new Error("isnull takes one column");
  return { type: "isnull", of: convert(of) };
}

function listed(node: jsep.Expression): number | string {
  const value = convert(node);
  if (value.type !== "literal") throw new Error("a list holds numbers and words in quotes");
  return value.value;
}
