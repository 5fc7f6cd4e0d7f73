import type { Expression } from "./expression.ts";
import { expected, syntaxError, unclosed } from "./syntax-error.ts";
import { advance, advancePart, isSign, nextToken, placeFrom, take } from "./token-reader.ts";
import type { TokenReader } from "./token-reader.ts";
import type { Token } from "./tokens.ts";

/** Reads `.name`, `["name"]` and `[0]` behind a name that starts at `offset`. */
export function parseMembers(reader: TokenReader, start: Expression, offset: number): Expression {
  let expression = start;
  for (;;) {
    const sign = nextToken(reader);
    if (isSign(sign, "(")) throw syntaxError("only functions can be called", sign.place);
    if (!isSign(sign, ".") && !isSign(sign, "[")) return expression;
    if (expression.type !== "path") throw syntaxError("only names have members", sign.place);
    advancePart(reader);
    const key = sign.text === "." ? memberName(reader) : memberIndex(reader, sign);
    const keys: readonly (string | number)[] = [...expression.keys, key];
    expression = { ...expression, keys, place: placeFrom(reader, offset) };
  }
}

function memberName(reader: TokenReader): string {
  if (nextToken(reader).type !== "name") throw expected(reader, "a name");
  return advance(reader).text;
}

function memberIndex(reader: TokenReader, open: Token): string | number {
  const isNegative = take(reader, "-");
  const key = nextToken(reader);
  if (key.type !== "number" && (key.type !== "text" || isNegative)) {
    throw expected(reader, "a quoted name or a number in [ ]");
  }
  advance(reader);
  if (!take(reader, "]")) throw unclosed(reader, open, `"]"`);
  return key.type === "number" && isNegative ? -key.value : key.value;
}
