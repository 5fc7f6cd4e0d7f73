import { FairlineError } from "@fairline/core";
import { ExpressionError } from "../expression-error.ts";
import type { BinaryExpression, Expression, InExpression, PathExpression } from "../expression.ts";
import { FUNCTIONS } from "../functions/functions.ts";
import { ARITHMETIC } from "../operator-meaning.ts";
import { combineNumbers, mapNumbers } from "./arithmetic.ts";
import { choose } from "./choose.ts";
import type { ColumnSource, ConditionValues, OutputColumn } from "./column.ts";
import { compareVectors, lookUpNumbers } from "./compare.ts";
import { kindOf, requireCondition } from "./kind-of.ts";
import { joined, missing, negated } from "./logic.ts";
import { repeated, repeatedCondition } from "./repeat.ts";
import { conditionsOfTexts } from "./text.ts";
import { asConditions, asNumbers, asTexts, constantVector } from "./vector.ts";
import type { Vector } from "./vector.ts";

/**
 * Evaluates an expression on every row of a table at once. Nothing fails once rows are read but the reading itself.
 *
 * Missing values follow SQL: arithmetic and functions pass them on, what compares with one is unknown, `and` and `or` are
 * unknown where the other side does not settle them.
 *
 * @returns A column of `columns.length` values.
 * @throws ExpressionError `COLUMN_MISSING`, `COLUMN_TYPE`, `EXPRESSION_UNKNOWN` or `EXPRESSION_TYPE` before rows are read.
 */
export function evaluateColumn(expression: Expression, columns: ColumnSource): OutputColumn {
  const kind = kindOf(expression, columns.kinds);
  const vector = vectorOf(expression, columnReader(columns));
  if (kind !== "nothing" && vector.type !== "nothing") return repeated(vector, columns.length);
  throw new ExpressionError("EXPRESSION_TYPE", "the expression is always null", expression.place);
}

/**
 * Evaluates a condition on every row of a table at once.
 *
 * @returns A value a row: FALSE, TRUE or UNKNOWN.
 * @throws ExpressionError as {@link evaluateColumn}, and `COLUMN_TYPE` for what is no condition.
 */
export function evaluateCondition(expression: Expression, columns: ColumnSource): ConditionValues {
  requireCondition(expression, columns.kinds);
  const condition = asConditions(vectorOf(expression, columnReader(columns)));
  return repeatedCondition(condition, columns.length);
}

type Reader = (path: PathExpression) => Vector;

/** Reads every column once. */
function columnReader(columns: ColumnSource): Reader {
  const known = new Map<string, Vector>();
  return ({ name, place }) => {
    const vector = known.get(name) ?? placed(() => columns.read(name), place);
    known.set(name, vector);
    return vector;
  };
}

/** Gives an error of the table the place of the column's name. */
function placed<T>(read: () => T, place: Expression["place"]): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof FairlineError)) throw cause;
    const hint = cause.hint === undefined ? {} : { hint: cause.hint };
    throw new ExpressionError(cause.code, cause.message, place, { cause, ...hint });
  }
}

function vectorOf(expression: Expression, read: Reader): Vector {
  switch (expression.type) {
    case "literal":
      return constantVector(expression.value);
    case "path":
      return read(expression);
    case "not":
      return negated(asConditions(vectorOf(expression.operand, read)));
    case "negative":
      return mapNumbers(asNumbers(vectorOf(expression.operand, read)), (x) => -x);
    case "is null":
      return missing(vectorOf(expression.operand, read));
    case "in":
      return membership(expression, read);
    case "binary":
      return binary(expression, read);
    case "call": {
      const args = expression.args.map((argument) => vectorOf(argument, read));
      return FUNCTIONS.get(expression.name)!.column(args);
    }
    case "list":
      throw new Error("a list stands where the check of kinds lets none through");
  }
}

function binary({ operator, left, right }: BinaryExpression, read: Reader): Vector {
  const [a, b] = [vectorOf(left, read), vectorOf(right, read)];
  switch (operator) {
    case "and":
    case "or":
      return joined(operator, asConditions(a), asConditions(b));
    case "??":
      return choose(missing(a), b, a);
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
      return combineNumbers(asNumbers(a), asNumbers(b), ARITHMETIC[operator]);
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return compareVectors(operator, a, b);
  }
}

function membership({ operand, list }: InExpression, read: Reader): ConditionValues {
  const items = list.type === "list" ? list.items : [];
  const values = items.map((item) => (item.type === "literal" ? item.value : null));
  const vector = vectorOf(operand, read);
  if (vector.type === "number") {
    return lookUpNumbers(vector, new Set(values.filter((value) => typeof value === "number")));
  }
  const wanted = new Set(values.map(String));
  return conditionsOfTexts(asTexts(vector), (text) => wanted.has(text));
}
