import { nameHint } from "@fairline/core";
import type { JsonValue } from "@fairline/core";
import { ExpressionError } from "../expression-error.ts";
import type {
  BinaryExpression,
  CallExpression,
  Expression,
  PathExpression,
  WrittenOperator,
} from "../expression.ts";
import type { ValueFunction } from "../functions/function.ts";
import type { LogicalOperator } from "../operators.ts";
import { compareValues, computeValues, isAmong, quantity } from "./operators.ts";
import { shownValue } from "./value.ts";

/** What an expression can see when it is evaluated on values. */
export interface ValueScope {
  /** The functions that it may call, by name. */
  readonly functions: ReadonlyMap<string, ValueFunction>;
  /** The value of a name with its members. @throws ExpressionError where there is none */
  valueOf(path: PathExpression): JsonValue;
  /** Whether `??` may take the other side without asking for the value. */
  isAbsent?(path: PathExpression): boolean;
  /** `and`, `or` and `not` refuse null. Without it null is unknown to them, as a missing value is on columns. */
  readonly refusesUnknown?: true;
}

/**
 * Evaluates an expression on values. Types are kept, nothing is converted. What is not needed is not evaluated: the
 * right side of `and`, `or` and `??` where the left one settles it, and the branch that `if` does not take.
 *
 * @throws ExpressionError `EXPRESSION_UNKNOWN` for a name that does not exist, `EXPRESSION_TYPE` for values that do not
 *   fit and for a result that is infinite, which JSON cannot hold; and what the scope throws.
 */
export function evaluateValue(expression: Expression, scope: ValueScope): JsonValue {
  return finite(evaluated(expression, scope), expression);
}

function evaluated(expression: Expression, scope: ValueScope): JsonValue {
  switch (expression.type) {
    case "literal":
      return expression.value;
    case "list":
      return expression.items.map((item) => finite(evaluated(item, scope), item));
    case "path":
      return scope.valueOf(expression);
    case "not": {
      const truth = truthAt(expression.operand, expression.written, scope);
      return truth === null ? null : !truth;
    }
    case "negative": {
      const number = quantity(evaluated(expression.operand, scope), expression.operand.place);
      return number === null ? null : -number;
    }
    case "binary":
      return binary(expression, scope);
    case "in": {
      const { operand, list } = expression;
      return isAmong(evaluated(operand, scope), evaluated(list, scope), list.place);
    }
    case "is null":
      return evaluated(expression.operand, scope) === null;
    case "call":
      return called(expression, scope);
  }
}

function binary(expression: BinaryExpression, scope: ValueScope): JsonValue {
  const { operator, left, right, place } = expression;
  switch (operator) {
    case "and":
    case "or":
      return logical(operator, expression, scope);
    case "??": {
      const isAbsent = left.type === "path" && scope.isAbsent?.(left) === true;
      return (isAbsent ? null : evaluated(left, scope)) ?? evaluated(right, scope);
    }
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
      return computeValues(
        operator,
        [evaluated(left, scope), evaluated(right, scope)],
        [left.place, right.place],
      );
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return compareValues(operator, [evaluated(left, scope), evaluated(right, scope)], place);
  }
}

/** Kleene's logic: false settles and, true settles or, whatever the other side is. */
function logical(
  operator: LogicalOperator,
  { left, right, written }: BinaryExpression,
  scope: ValueScope,
): boolean | null {
  const settling = operator === "or";
  const first = truthAt(left, written, scope);
  if (first === settling) return first;
  const second = truthAt(right, written, scope);
  if (second === settling) return second;
  return first === null ? null : second;
}

function truthAt(
  operand: Expression,
  { text }: WrittenOperator,
  scope: ValueScope,
): boolean | null {
  const value = evaluated(operand, scope);
  if (typeof value === "boolean") return value;
  if (value === null && scope.refusesUnknown !== true) return null;
  throw new ExpressionError(
    "EXPRESSION_TYPE",
    `\`${text}\` needs true or false, and got ${shownValue(value)}`,
    operand.place,
    { hint: "Compare the value with == or !=." },
  );
}

function called(call: CallExpression, scope: ValueScope): JsonValue {
  const { name, namePlace, args } = call;
  const callee = scope.functions.get(name);
  if (callee !== undefined) {
    return callee.value({ call, argument: (at) => evaluated(args[at]!, scope) });
  }
  throw new ExpressionError("EXPRESSION_UNKNOWN", `there is no function "${name}"`, namePlace, {
    hint: nameHint(name, scope.functions.keys(), "functions"),
  });
}

function finite(value: JsonValue, { place }: Expression): JsonValue {
  if (typeof value !== "number" || Number.isFinite(value)) return value;
  throw new ExpressionError("EXPRESSION_TYPE", "the result is infinite", place);
}
