import fc from "fast-check";
import type {
  BinaryOperator,
  CallExpression,
  Expression,
  ListExpression,
  LiteralExpression,
  PathExpression,
} from "../src/index.ts";
import { PRECEDENCE } from "../src/index.ts";

/* Trees that no text was parsed for: their places say nothing. */

const place = { offset: 0, length: 0 };
const written = { text: "", place };

export function literal(value: LiteralExpression["value"]): LiteralExpression {
  return { type: "literal", value, place };
}

export function path(name: string, keys: PathExpression["keys"] = []): PathExpression {
  return { type: "path", name, keys, place };
}

export function list(items: readonly Expression[]): ListExpression {
  return { type: "list", items, place };
}

export function call(name: string, ...args: readonly Expression[]): CallExpression {
  return { type: "call", name, namePlace: place, args, place };
}

export function not(operand: Expression): Expression {
  return { type: "not", operand, written, place };
}

export function negative(operand: Expression): Expression {
  return operand.type === "literal" && typeof operand.value === "number"
    ? literal(-operand.value)
    : { type: "negative", operand, written, place };
}

export function isNull(operand: Expression): Expression {
  return { type: "is null", operand, written, place };
}

export function isIn(
  operand: Expression,
  values: ListExpression | PathExpression | CallExpression,
): Expression {
  return { type: "in", operand, list: values, written, place };
}

export function binary(left: Expression, operator: BinaryOperator, right: Expression): Expression {
  return { type: "binary", operator, left, right, written, place };
}

const BINARY = (Object.keys(PRECEDENCE) as (keyof typeof PRECEDENCE)[]).filter(
  (operator) => !["not", "in", "is null", "negative"].includes(operator),
) as BinaryOperator[];

/** Any tree that some text stands for, with any names and values. */
export const anyTree: fc.Arbitrary<Expression> = fc.letrec<{
  tree: Expression;
  path: PathExpression;
  list: ListExpression;
  call: CallExpression;
}>((tie) => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("in", "not", "a b", "`", "'\\", "true"),
  );
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  const tree = tie("tree");
  const some = fc.array(tree, { maxLength: 3 });
  return {
    path: fc
      .tuple(text, fc.array(fc.oneof(text, number), { maxLength: 2 }))
      .map(([name, keys]) => path(name, keys)),
    list: some.map(list),
    call: fc
      .tuple(fc.constantFrom("f", "max", "starts_with", "größe"), some)
      .map(([name, args]) => call(name, ...args)),
    tree: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.oneof(number, text, fc.boolean(), fc.constant(null)).map(literal),
      tie("path"),
      tie("list"),
      tie("call"),
      tree.map(not),
      tree.map(negative),
      tree.map(isNull),
      fc
        .tuple(tree, fc.oneof(tie("list"), tie("path"), tie("call")))
        .map(([operand, values]) => isIn(operand, values)),
      fc
        .tuple(tree, fc.constantFrom(...BINARY), tree)
        .map(([left, operator, right]) => binary(left, operator, right)),
    ),
  };
}).tree;
