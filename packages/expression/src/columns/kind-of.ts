import { nameHint } from "@fairline/core";
import { ExpressionError } from "../expression-error.ts";
import type { BinaryExpression, Expression, InExpression, PathExpression } from "../expression.ts";
import { callKind } from "./call-kind.ts";
import { commonKind, described, kindError } from "./inferred-kind.ts";
import type { InferredKind } from "./inferred-kind.ts";

/** What the columns of a table hold, by name. */
export type ColumnKinds = ReadonlyMap<string, "number" | "text">;

/**
 * What an expression gives on columns, and whether it can be evaluated on them at all: everything that can be wrong with
 * it is found here, before a row is read.
 *
 * @param kinds - The table's columns; undefined where they are not known yet, and each may be anything.
 * @throws ExpressionError `COLUMN_MISSING` for a column that the table does not have; `COLUMN_TYPE` where numbers, text
 *   and conditions are mixed up; `EXPRESSION_UNKNOWN` for a function that does not exist; `EXPRESSION_TYPE` for what has
 *   a meaning on values only.
 */
export function kindOf(expression: Expression, kinds: ColumnKinds | undefined): InferredKind {
  switch (expression.type) {
    case "literal":
      return literalKind(expression.value);
    case "path":
      return columnKind(expression, kinds);
    case "list":
      throw refused(expression, "a list stands in parentheses after in, and nowhere else");
    case "not":
      requireCondition(expression.operand, kinds);
      return "condition";
    case "negative":
      requireNumbers(expression.operand, kinds);
      return "number";
    case "is null":
      kindOf(expression.operand, kinds);
      return "condition";
    case "in":
      checkLookup(expression, kinds);
      return "condition";
    case "binary":
      return binaryKind(expression, kinds);
    case "call":
      return callKind(expression, (argument) => kindOf(argument, kinds));
  }
}

/** True and false are the words that a column of booleans holds. */
function literalKind(value: number | string | boolean | null): InferredKind {
  if (value === null) return "nothing";
  return typeof value === "number" ? "number" : "text";
}

function columnKind(path: PathExpression, kinds: ColumnKinds | undefined): InferredKind {
  if (path.keys.length > 0) {
    const name = [path.name, ...path.keys].join(".");
    throw refused(path, `put a column name that holds a dot or bracket in backquotes: \`${name}\``);
  }
  if (kinds === undefined) return "open";
  const kind = kinds.get(path.name);
  if (kind !== undefined) return kind;
  throw new ExpressionError(
    "COLUMN_MISSING",
    `there is no column "${path.name}" in the table`,
    path.place,
    { hint: nameHint(path.name, kinds.keys(), "columns") },
  );
}

function binaryKind(expression: BinaryExpression, kinds: ColumnKinds | undefined): InferredKind {
  const { operator, left, right } = expression;
  switch (operator) {
    case "and":
    case "or":
      for (const side of [left, right]) requireCondition(side, kinds);
      return "condition";
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
      for (const side of [left, right]) requireNumbers(side, kinds);
      return "number";
    case "??":
      return commonKind(
        [left, right].map((side) => [side, kindOf(side, kinds)]),
        "choose between",
      );
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      checkComparison(expression, kinds);
      return "condition";
  }
}

/**
 * Requires that an expression is a condition, as {@link kindOf} tells.
 *
 * @throws ExpressionError `COLUMN_TYPE`, and as {@link kindOf}
 */
export function requireCondition(expression: Expression, kinds?: ColumnKinds): void {
  const kind = kindOf(expression, kinds);
  if (kind === "condition" || kind === "open") return;
  const message = `cannot take ${described(expression, kind)} as a condition`;
  throw kindError(message, expression, "Compare it with a value.");
}

function requireNumbers(expression: Expression, kinds: ColumnKinds | undefined): void {
  const kind = kindOf(expression, kinds);
  if (kind === "number" || kind === "open") return;
  const message = `cannot use ${described(expression, kind)} in arithmetic`;
  throw kindError(message, expression, "Use columns of numbers in arithmetic.");
}

const QUOTES = "Put text in quotes, and leave numbers without.";

function checkComparison(
  { left, right, place }: BinaryExpression,
  kinds: ColumnKinds | undefined,
): void {
  const [a, b] = [kindOf(left, kinds), kindOf(right, kinds)];
  if (a === "nothing") throw nullCompared(left);
  if (b === "nothing") throw nullCompared(right);
  const isPossible = a === b || a === "open" || b === "open";
  if (isPossible && a !== "condition" && b !== "condition") return;
  const message = `cannot compare ${described(left, a)} with ${described(right, b)}`;
  throw kindError(message, { place }, QUOTES);
}

function checkLookup({ operand, list }: InExpression, kinds: ColumnKinds | undefined): void {
  const kind = kindOf(operand, kinds);
  if (kind === "nothing") throw nullCompared(operand);
  if (list.type !== "list") throw refused(list, "expected a list: in (…)");
  if (kind === "condition" && list.items.length === 0) {
    throw kindError("cannot look up a condition in a list", operand, QUOTES);
  }
  for (const item of list.items) {
    if (item.type !== "literal" || item.value === null) {
      throw refused(item, "a list holds numbers and text in quotes");
    }
    const isFit = kind === literalKind(item.value);
    if (isFit || kind === "open") continue;
    const shown = JSON.stringify(typeof item.value === "number" ? item.value : String(item.value));
    const message = `cannot look up ${described(operand, kind)} in a list with ${shown}`;
    throw kindError(message, item, QUOTES);
  }
}

function nullCompared({ place }: Expression): ExpressionError {
  return refused({ place }, "compare with null by isnull(column) or column is null");
}

function refused({ place }: Pick<Expression, "place">, message: string): ExpressionError {
  return new ExpressionError("EXPRESSION_TYPE", message, place);
}
