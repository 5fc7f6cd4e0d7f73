import { ExpressionError, parseExpression, partsOf } from "@fairline/expression";
import type { Expression, TextPlace } from "@fairline/expression";

const LONGEST = 1000;

/** Operators that need values only, and no arithmetic: a pipeline is no program. */
const OPERATORS = ["==", "!=", "and", "or", "??"];

/**
 * Parses what stands between `${{` and `}}`: the part of the language that pipelines have.
 *
 * @throws ExpressionError `EXPRESSION_SYNTAX`
 */
export function parseHole(text: string): Expression {
  if (text.length > LONGEST) {
    const place = { offset: 0, length: text.length };
    throw refusal(`the expression is longer than ${String(LONGEST)} characters`, place);
  }
  const expression = parseExpression(text);
  for (const part of partsOf(expression)) requirePart(part);
  return expression;
}

function requirePart(part: Expression): void {
  switch (part.type) {
    case "negative":
      throw refusal("a minus sign must stand before a number", part.written.place);
    case "in":
    case "is null":
      throw refusal(`unexpected "${part.written.text}"`, part.written.place);
    case "binary":
      if (OPERATORS.includes(part.operator)) return;
      throw refusal(`unexpected "${part.written.text}"`, part.written.place);
    case "literal":
    case "path":
    case "list":
    case "not":
    case "call":
  }
}

function refusal(message: string, place: TextPlace): ExpressionError {
  return new ExpressionError("EXPRESSION_SYNTAX", message, place);
}
