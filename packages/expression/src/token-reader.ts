import { groupedDigits } from "@fairline/core";
import { ExpressionError } from "./expression-error.ts";
import type { TextPlace, WrittenOperator } from "./expression.ts";
import type { Token } from "./tokens.ts";

/** Deeper trees, and longer chains of operators, could exhaust the stack of whoever walks them. */
const MOST_PARTS = 1000;

/** A cursor over the tokens of one text. */
export interface TokenReader {
  readonly tokens: readonly Token[];
  at: number;
  /** Operators, parentheses, lists and calls so far. */
  parts: number;
}

/** The token that is next. */
export function nextToken({ tokens, at }: TokenReader): Token {
  return tokens[at]!;
}

/** Takes the next token. The end is never passed. */
export function advance(reader: TokenReader): Token {
  const token = nextToken(reader);
  if (token.type !== "end") reader.at += 1;
  return token;
}

/** Takes the next token where it is a sign or a word, in any case; says whether it was. */
export function take(reader: TokenReader, wanted: string): boolean {
  const isNext = isSign(nextToken(reader), wanted) || isWord(nextToken(reader), wanted);
  if (isNext) reader.at += 1;
  return isNext;
}

/** Whether a token is a sign. */
export function isSign(token: Token | undefined, sign: string): boolean {
  return token?.type === "sign" && token.text === sign;
}

/** Whether a token is a word, in any case. */
export function isWord(token: Token | undefined, word: string): boolean {
  return token?.type === "name" && token.text.toLowerCase() === word;
}

/** Takes the token that opens a part of the tree. @throws ExpressionError where the tree would become too large */
export function advancePart(reader: TokenReader): Token {
  const token = advance(reader);
  reader.parts += 1;
  if (reader.parts <= MOST_PARTS) return token;
  throw new ExpressionError(
    "EXPRESSION_SYNTAX",
    `the expression has more than ${groupedDigits(MOST_PARTS)} operators and parentheses`,
    token.place,
    { hint: "Look many values up by in (…), or split the expression." },
  );
}

/** From an offset to the end of the token that was taken last. */
export function placeFrom({ tokens, at }: TokenReader, offset: number): TextPlace {
  const last = tokens[Math.max(0, at - 1)]!.place;
  return { offset, length: last.offset + last.length - offset };
}

/** A token as the tree keeps it. */
export function writtenAs({ text, place }: Token): WrittenOperator {
  return { text, place };
}
