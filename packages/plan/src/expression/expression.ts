import type { JsonValue } from "@fairline/core";

/** An operator between two expressions. */
export type BinaryOperator = "==" | "!=" | "&&" | "||" | "??";

/** What stands between `${{` and `}}`. */
export type Expression =
  | { readonly type: "literal"; readonly value: JsonValue }
  | { readonly type: "list"; readonly items: readonly Expression[] }
  | PathExpression
  | { readonly type: "not"; readonly operand: Expression }
  | {
      readonly type: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | CallExpression;

/** `params.model.layers[0]`. */
export interface PathExpression {
  readonly type: "path";
  readonly root: string;
  readonly keys: readonly (string | number)[];
  /** As it stands in the text, for the place of a problem. */
  readonly source: string;
}

/** `range(0, 1, 0.1)`. */
export interface CallExpression {
  readonly type: "call";
  readonly name: string;
  readonly args: readonly Expression[];
}

/** Every expression within one, itself first. */
export function* partsOf(expression: Expression): Generator<Expression> {
  yield expression;
  switch (expression.type) {
    case "literal":
    case "path":
      return;
    case "list":
      for (const item of expression.items) yield* partsOf(item);
      return;
    case "not":
      yield* partsOf(expression.operand);
      return;
    case "binary":
      yield* partsOf(expression.left);
      yield* partsOf(expression.right);
      return;
    case "call":
      for (const argument of expression.args) yield* partsOf(argument);
  }
}
