export { TRUE } from "./columns/column.ts";
export type {
  CategoryValues,
  ColumnSource,
  ConditionValues,
  InputColumn,
  NumberValues,
  OutputColumn,
  TextValues,
} from "./columns/column.ts";
export { evaluateColumn, evaluateCondition } from "./columns/evaluate-column.ts";
export type { InferredKind } from "./columns/inferred-kind.ts";
export { requireCondition } from "./columns/kind-of.ts";
export type { ColumnKinds } from "./columns/kind-of.ts";
export { ExpressionError } from "./expression-error.ts";
export { partsOf } from "./expression.ts";
export type {
  BinaryExpression,
  CallExpression,
  Expression,
  InExpression,
  IsNullExpression,
  ListExpression,
  LiteralExpression,
  NegativeExpression,
  NotExpression,
  PathExpression,
  TextPlace,
  WrittenOperator,
} from "./expression.ts";
export { signatureOf } from "./functions/function.ts";
export type {
  ExpressionFunction,
  Parameter,
  ValueCall,
  ValueFunction,
} from "./functions/function.ts";
export { FUNCTIONS } from "./functions/functions.ts";
export type { Kind } from "./kind.ts";
export { PRECEDENCE } from "./operators.ts";
export type {
  ArithmeticOperator,
  BinaryOperator,
  ComparisonOperator,
  LogicalOperator,
} from "./operators.ts";
export { parseExpression } from "./parse.ts";
export { printExpression, printLiteral, printName } from "./print.ts";
export { evaluateValue } from "./values/evaluate-value.ts";
export type { ValueScope } from "./values/evaluate-value.ts";
export { memberOf, valueOfPath } from "./values/member.ts";
export type { Owner } from "./values/member.ts";
export { scopeOf } from "./values/scope-of.ts";
