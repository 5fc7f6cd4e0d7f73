import type { Expression, PathExpression } from "./expression.ts";
import { PRECEDENCE } from "./operators.ts";
import { isPlainMember, isPlainName } from "./tokens.ts";

/** Words that a name cannot be without backquotes. */
const RESERVED = ["and", "or", "not", "in", "is", "true", "false", "null"];

/** The text of an expression, with no more parentheses than it needs. Parsed, it gives the same tree, but for places. */
export function printExpression(expression: Expression): string {
  return printed(expression, 0);
}

/** A column's name as an expression has it: in backquotes where it is no plain word. */
export function printName(name: string): string {
  return isPlainName(name) && !RESERVED.includes(name.toLowerCase())
    ? name
    : `\`${name.replaceAll("`", "``")}\``;
}

/** A value as an expression has it: text in quotes. */
export function printLiteral(value: number | string | boolean | null): string {
  if (typeof value === "string") return `'${value.replaceAll(/['\\]/g, String.raw`\$&`)}'`;
  return Object.is(value, -0) ? "-0" : String(value);
}

/** In parentheses where it binds looser than its surroundings ask. */
function printed(expression: Expression, loosest: number): string {
  const text = bare(expression);
  return precedenceOf(expression) < loosest ? `(${text})` : text;
}

function precedenceOf(expression: Expression): number {
  switch (expression.type) {
    case "literal":
    case "path":
    case "list":
    case "call":
      return Infinity;
    case "binary":
      return PRECEDENCE[expression.operator];
    case "not":
      return expression.operand.type === "in" || expression.operand.type === "is null"
        ? PRECEDENCE.in
        : PRECEDENCE.not;
    case "negative":
    case "in":
    case "is null":
      return PRECEDENCE[expression.type];
  }
}

function bare(expression: Expression): string {
  switch (expression.type) {
    case "literal":
      return printLiteral(expression.value);
    case "path":
      return printedPath(expression);
    case "list":
      return `[${printedItems(expression.items)}]`;
    case "call":
      return `${expression.name}(${printedItems(expression.args)})`;
    case "negative":
      return `-${printed(expression.operand, PRECEDENCE.negative)}`;
    case "not":
      return printedNot(expression.operand);
    case "in":
    case "is null":
      return printedTest(expression, "");
    case "binary": {
      const { operator, left, right } = expression;
      const precedence = PRECEDENCE[operator];
      return `${printed(left, precedence)} ${operator} ${printed(right, precedence + 1)}`;
    }
  }
}

function printedNot(operand: Expression): string {
  return operand.type === "in" || operand.type === "is null"
    ? printedTest(operand, "not ")
    : `not ${printed(operand, PRECEDENCE.not)}`;
}

/** A test takes what binds tighter than itself; two of them cannot follow each other. */
function printedTest(
  test: Extract<Expression, { type: "in" | "is null" }>,
  negation: "" | "not ",
): string {
  const operand = printed(test.operand, PRECEDENCE.in + 1);
  if (test.type === "is null") return `${operand} is ${negation}null`;
  const { list } = test;
  const values =
    list.type === "list" && list.items.length > 0 ? `(${printedItems(list.items)})` : bare(list);
  return `${operand} ${negation}in ${values}`;
}

function printedItems(items: readonly Expression[]): string {
  return items.map(printExpression).join(", ");
}

function printedPath({ name, keys }: PathExpression): string {
  const members = keys.map((key) =>
    typeof key === "string" && isPlainMember(key) ? `.${key}` : `[${printLiteral(key)}]`,
  );
  return printName(name) + members.join("");
}
