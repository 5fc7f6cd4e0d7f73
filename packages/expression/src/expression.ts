import type { BinaryOperator } from "./operators.ts";

/** A stretch of an expression's text. Both count UTF-16 code units, the offset from 0. */
export interface TextPlace {
  readonly offset: number;
  readonly length: number;
}

/** An operator as it is written: `&&` or `and`. */
export interface WrittenOperator {
  readonly text: string;
  readonly place: TextPlace;
}

/** `3`, `-0.5`, `'text'`, `true`, `null`. A sign before a number belongs to the number. */
export interface LiteralExpression {
  readonly type: "literal";
  readonly value: number | string | boolean | null;
  readonly place: TextPlace;
}

/** A name, with the members that are taken of it: `age`, `params.model.layers[0]`. */
export interface PathExpression {
  readonly type: "path";
  readonly name: string;
  readonly keys: readonly (string | number)[];
  readonly place: TextPlace;
}

/** `[1, 2]`, and what stands in parentheses after `in`. */
export interface ListExpression {
  readonly type: "list";
  readonly items: readonly Expression[];
  readonly place: TextPlace;
}

/** `not a` or `!a`. */
export interface NotExpression {
  readonly type: "not";
  readonly operand: Expression;
  readonly written: WrittenOperator;
  readonly place: TextPlace;
}

/** `-a`, where `a` is more than a number. */
export interface NegativeExpression {
  readonly type: "negative";
  readonly operand: Expression;
  readonly written: WrittenOperator;
  readonly place: TextPlace;
}

/** An operator between two expressions. */
export interface BinaryExpression {
  readonly type: "binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
  readonly written: WrittenOperator;
  readonly place: TextPlace;
}

/** `a in (1, 2)`, `a in params.list`. `a not in …` is the `not` of it. */
export interface InExpression {
  readonly type: "in";
  readonly operand: Expression;
  readonly list: ListExpression | PathExpression | CallExpression;
  readonly written: WrittenOperator;
  readonly place: TextPlace;
}

/** `a is null`. `a is not null` is the `not` of it. */
export interface IsNullExpression {
  readonly type: "is null";
  readonly operand: Expression;
  readonly written: WrittenOperator;
  readonly place: TextPlace;
}

/** `max(a, b)`. */
export interface CallExpression {
  readonly type: "call";
  readonly name: string;
  readonly namePlace: TextPlace;
  readonly args: readonly Expression[];
  readonly place: TextPlace;
}

/** The syntax tree of an expression. Every node knows its place in the text. */
export type Expression =
  | LiteralExpression
  | PathExpression
  | ListExpression
  | NotExpression
  | NegativeExpression
  | BinaryExpression
  | InExpression
  | IsNullExpression
  | CallExpression;

/** Every expression within one, itself first, in the order of the text. */
export function* partsOf(expression: Expression): Generator<Expression> {
  yield expression;
  for (const child of childrenOf(expression)) yield* partsOf(child);
}

function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.type) {
    case "literal":
    case "path":
      return [];
    case "list":
      return expression.items;
    case "not":
    case "negative":
    case "is null":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "in":
      return [expression.operand, expression.list];
    case "call":
      return expression.args;
  }
}
