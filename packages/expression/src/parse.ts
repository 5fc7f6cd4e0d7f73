import type { Expression, InExpression, ListExpression } from "./expression.ts";
import { BINARY_OPERATORS, PRECEDENCE } from "./operators.ts";
import type { BinaryOperator } from "./operators.ts";
import { parseMembers } from "./parse-members.ts";
import { expected, noValue, syntaxError, unclosed, unexpected } from "./syntax-error.ts";
import {
  advance,
  advancePart,
  isSign,
  isWord,
  nextToken,
  placeFrom,
  take,
  writtenAs,
} from "./token-reader.ts";
import type { TokenReader } from "./token-reader.ts";
import { tokensOf } from "./tokens.ts";
import type { Token } from "./tokens.ts";

/**
 * Reads an expression. The package's README has the grammar.
 *
 * @throws ExpressionError `EXPRESSION_SYNTAX` with the place of the first mistake.
 */
export function parseExpression(text: string): Expression {
  const reader: TokenReader = { tokens: tokensOf(text), at: 0, parts: 0 };
  if (nextToken(reader).type === "end") {
    throw syntaxError("the expression is empty", { offset: 0, length: text.length });
  }
  const expression = parseOperators(reader, 0);
  if (nextToken(reader).type !== "end") throw unexpected(nextToken(reader));
  return expression;
}

/** Reads operands and the operators between them that bind at least as tight as `loosest` (Pratt's method). */
function parseOperators(reader: TokenReader, loosest: number): Expression {
  const first = nextToken(reader);
  const { offset } = first.place;
  let left = parsePrefix(reader, loosest);
  // What binds tighter than the operator read last belongs to its right side. Where that side could not take it, as in
  // `a in (1) == b`, it is a mistake, and not an operator on the whole.
  let tightest = isWord(first, "not") ? PRECEDENCE.not - 1 : Infinity;
  for (;;) {
    const binary = binaryOperator(nextToken(reader));
    if (binary !== undefined) {
      const precedence = PRECEDENCE[binary];
      if (precedence < loosest || precedence > tightest) return left;
      const written = writtenAs(advancePart(reader));
      const right = parseOperators(reader, precedence + 1);
      const place = placeFrom(reader, offset);
      left = { type: "binary", operator: binary, left, right, written, place };
      tightest = precedence;
      continue;
    }
    if (loosest > PRECEDENCE.in || tightest < PRECEDENCE.in) return left;
    const tested = parseTest(reader, left, offset);
    if (tested === undefined) return left;
    left = tested;
    tightest = PRECEDENCE.in - 1;
  }
}

function binaryOperator({ type, text }: Token): BinaryOperator | undefined {
  if (type === "sign") return BINARY_OPERATORS.get(text);
  return type === "name" ? BINARY_OPERATORS.get(text.toLowerCase()) : undefined;
}

/** `in …`, `not in …`, `is null` or `is not null` after a value; undefined where something else follows. */
function parseTest(
  reader: TokenReader,
  operand: Expression,
  offset: number,
): Expression | undefined {
  const first = nextToken(reader);
  const isNegatedIn = isWord(first, "not") && isWord(reader.tokens[reader.at + 1], "in");
  if (!isNegatedIn && !isWord(first, "in") && !isWord(first, "is")) return undefined;
  advancePart(reader);
  const written = writtenAs(first);
  if (isWord(first, "is")) {
    const isNegated = take(reader, "not");
    if (!take(reader, "null")) throw expected(reader, "null");
    const place = placeFrom(reader, offset);
    const test: Expression = { type: "is null", operand, written, place };
    return isNegated ? { type: "not", operand: test, written, place } : test;
  }
  const word = isNegatedIn ? advance(reader) : first;
  const list = parseListOperand(reader);
  const place = placeFrom(reader, offset);
  const test: Expression = { type: "in", operand, list, written: writtenAs(word), place };
  return isNegatedIn ? { type: "not", operand: test, written, place } : test;
}

function parseListOperand(reader: TokenReader): InExpression["list"] {
  const open = nextToken(reader);
  if (isSign(open, "(")) return parseList(reader, ")");
  const isPossible = ["name", "quoted"].includes(open.type) && !CONSTANTS.has(open.text);
  if (!isPossible && !isSign(open, "[")) throw expected(reader, "a list: in (…)");
  const list = parseMembers(reader, parsePrimary(reader), open.place.offset);
  if (list.type === "list" || list.type === "path" || list.type === "call") return list;
  throw noValue(reader);
}

function parsePrefix(reader: TokenReader, loosest: number): Expression {
  const first = nextToken(reader);
  const { offset } = first.place;
  if (isWord(first, "not")) {
    if (loosest > PRECEDENCE.not) {
      throw syntaxError(`put "${first.text} …" in parentheses here`, first.place);
    }
    advancePart(reader);
    const operand = parseOperators(reader, PRECEDENCE.not);
    return { type: "not", operand, written: writtenAs(first), place: placeFrom(reader, offset) };
  }
  if (isSign(first, "!")) {
    advancePart(reader);
    const operand = parsePrefix(reader, PRECEDENCE.negative);
    return { type: "not", operand, written: writtenAs(first), place: placeFrom(reader, offset) };
  }
  if (isSign(first, "+")) {
    advancePart(reader);
    return parsePrefix(reader, PRECEDENCE.negative);
  }
  if (isSign(first, "-")) {
    advancePart(reader);
    const operand = parsePrefix(reader, PRECEDENCE.negative);
    const place = placeFrom(reader, offset);
    return operand.type === "literal" && typeof operand.value === "number"
      ? { type: "literal", value: -operand.value, place }
      : { type: "negative", operand, written: writtenAs(first), place };
  }
  return parseMembers(reader, parsePrimary(reader), offset);
}

function parsePrimary(reader: TokenReader): Expression {
  const token = nextToken(reader);
  switch (token.type) {
    case "number":
    case "text":
      advance(reader);
      return { type: "literal", value: token.value, place: token.place };
    case "quoted":
      advance(reader);
      return { type: "path", name: token.value, keys: [], place: token.place };
    case "name":
      return parseNamed(reader, token);
    case "sign":
      if (token.text === "[") return parseList(reader, "]");
      if (token.text === "(") return parseGroup(reader);
      throw noValue(reader);
    case "broken":
    case "end":
      throw noValue(reader);
  }
}

const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["false", false],
  ["null", null],
]);

/** These stand between two values. `in` is a name too: of what a command reads. */
const INFIX_WORDS = ["and", "or", "is"];

function parseNamed(reader: TokenReader, { text: name, place }: Token): Expression {
  const value = CONSTANTS.get(name);
  const isCall = isSign(reader.tokens[reader.at + 1], "(");
  if (INFIX_WORDS.includes(name) || (name === "in" && isCall)) throw noValue(reader);
  if (value !== undefined || !isCall) {
    advance(reader);
    return value === undefined
      ? { type: "path", name, keys: [], place }
      : { type: "literal", value, place };
  }
  advance(reader);
  const args = parseItems(reader, ")");
  return { type: "call", name, namePlace: place, args, place: placeFrom(reader, place.offset) };
}

function parseGroup(reader: TokenReader): Expression {
  const open = advancePart(reader);
  const expression = parseOperators(reader, 0);
  if (take(reader, ")")) return expression;
  if (isSign(nextToken(reader), ",")) {
    throw syntaxError(
      "a list stands in brackets, or in parentheses after in",
      nextToken(reader).place,
    );
  }
  throw unclosed(reader, open, `")"`);
}

function parseList(reader: TokenReader, close: ")" | "]"): ListExpression {
  const { offset } = nextToken(reader).place;
  const items = parseItems(reader, close);
  const place = placeFrom(reader, offset);
  if (items.length === 0 && close === ")") throw syntaxError("the list is empty", place);
  return { type: "list", items, place };
}

/** What stands between parentheses or brackets, with commas between. The last comma of a list in brackets is ignored. */
function parseItems(reader: TokenReader, close: ")" | "]"): readonly Expression[] {
  const open = advancePart(reader);
  const items: Expression[] = [];
  while (!take(reader, close)) {
    if (isSign(nextToken(reader), ","))
      throw syntaxError("a list has a gap", nextToken(reader).place);
    items.push(parseOperators(reader, 0));
    if (take(reader, ",")) {
      if (close === ")" && isSign(nextToken(reader), close)) throw noValue(reader);
    } else if (!isSign(nextToken(reader), close)) throw unclosed(reader, open, `"," or "${close}"`);
  }
  return items;
}
