import { nearestName } from "@fairline/core";
import { ExpressionError } from "./expression-error.ts";
import type { TextPlace } from "./expression.ts";
import { BINARY_OPERATORS, FOREIGN_OPERATORS } from "./operators.ts";
import { nextToken } from "./token-reader.ts";
import type { TokenReader } from "./token-reader.ts";
import type { Token } from "./tokens.ts";

/** The words that are operators where a name cannot stand. */
const WORDS = ["and", "or", "not", "in", "is"];

/** For an operator that cannot follow what stands before it. */
const PARENTHESES = "Put what belongs together in parentheses.";

/** An error of form. */
export function syntaxError(message: string, place: TextPlace, hint?: string): ExpressionError {
  return new ExpressionError(
    "EXPRESSION_SYNTAX",
    message,
    place,
    hint === undefined ? {} : { hint },
  );
}

/** The error of a token where an operator or the end was expected. */
export function unexpected(token: Token): ExpressionError {
  const { type, text, place } = token;
  switch (type) {
    case "broken":
      return syntaxError(token.message, place);
    case "number":
    case "text":
    case "quoted":
    case "name": {
      const word = type === "name" ? text.toLowerCase() : "";
      if (WORDS.includes(word)) return syntaxError(`unexpected "${text}"`, place, PARENTHESES);
      const near = nearestName(word, WORDS);
      return syntaxError(
        "there must be one expression, with an operator between two values",
        place,
        near === undefined ? undefined : `Did you mean "${near}"?`,
      );
    }
    case "sign":
    case "end":
      return syntaxError(
        FOREIGN_OPERATORS.get(text) ?? `unexpected "${text}"`,
        place,
        BINARY_OPERATORS.has(text) ? PARENTHESES : undefined,
      );
  }
}

/** The error of a token where a value was expected. */
export function noValue(reader: TokenReader): ExpressionError {
  const token = nextToken(reader);
  const before = reader.tokens[reader.at - 1];
  if (token.type === "broken") return unexpected(token);
  if (token.type === "end" && before !== undefined) {
    return syntaxError(`expected a value after "${before.text}"`, before.place);
  }
  const message = FOREIGN_OPERATORS.get(token.text) ?? `expected a value before "${token.text}"`;
  return syntaxError(message, token.place);
}

/** The error of a token where something else was expected. */
export function expected(reader: TokenReader, what: string): ExpressionError {
  const token = nextToken(reader);
  if (token.type === "broken") return unexpected(token);
  const before = reader.tokens[Math.max(0, reader.at - 1)]!;
  return token.type === "end"
    ? syntaxError(`expected ${what} after "${before.text}"`, before.place)
    : syntaxError(`expected ${what}, not "${token.text}"`, token.place);
}

/** The error of a token where something was expected that `open` needs: a comma, or what closes it. */
export function unclosed(reader: TokenReader, open: Token, wanted: string): ExpressionError {
  const { type, text, place } = nextToken(reader);
  if (type === "end") return syntaxError(`"${open.text}" is never closed`, open.place);
  const isForeign = type === "broken" || FOREIGN_OPERATORS.has(text);
  return isForeign
    ? unexpected(nextToken(reader))
    : syntaxError(`expected ${wanted} before "${text}"`, place);
}
