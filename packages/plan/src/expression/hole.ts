import type { SourceLocation } from "@fairline/core";
import { ExpressionError, parseExpression, partsOf } from "@fairline/expression";
import type { Expression, TextPlace } from "@fairline/expression";
import { locationWithin, partOf } from "@fairline/yaml";
import type { ScalarNode } from "@fairline/yaml";

/** A stretch of text outside `${{ }}`, or what stands inside. */
type TextPart = { readonly text: string } | Hole;

/** One `${{ … }}`. */
export interface Hole {
  /** What stands between the braces. */
  readonly inner: string;
  /** All of it, braces included. */
  readonly source: string;
}

/** The parts of a text in order, or the `${{` that is never closed. */
export type Parts = { readonly parts: readonly TextPart[] } | { readonly unclosed: string };

/** Whether a text holds an expression at all. */
export function hasHole(text: string): boolean {
  return text.includes("${{");
}

/** Splits a text at its expressions. `}}` inside a quoted string does not close one. */
export function splitHoles(text: string): Parts {
  const parts: TextPart[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf("${{", at);
    if (open < 0) break;
    const close = closingBraces(text, open + 3);
    if (close === undefined) return { unclosed: text.slice(open) };
    if (open > at) parts.push({ text: text.slice(at, open) });
    parts.push({ inner: text.slice(open + 3, close), source: text.slice(open, close + 2) });
    at = close + 2;
  }
  if (at < text.length) parts.push({ text: text.slice(at) });
  return { parts };
}

function closingBraces(text: string, from: number): number | undefined {
  let quote: string | undefined;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (quote !== undefined) {
      if (character === "\\") at++;
      else if (character === quote) quote = undefined;
    } else if (character === '"' || character === "'") quote = character;
    else if (text.startsWith("}}", at)) return at;
  }
  return undefined;
}

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

/** What stands before the text of an expression. */
const OPEN = "${{";

/**
 * The location in the file of a part of an expression. It is that of the hole where the part is blank, and that of the value where
 * the file spells it otherwise, with escapes.
 */
export function locationInHole(
  node: ScalarNode,
  { inner, source }: Hole,
  part: TextPlace,
): SourceLocation {
  const whole = locationWithin(node, source);
  const text = inner.slice(part.offset, part.offset + part.length);
  const start = startOf(node, inner, source);
  if (text.trim() === "" || start === undefined) return whole;
  return partOf(node.location, start + part.offset, part.length);
}

/** Where the text of an expression starts in the source of its value; `when` may have it without braces. */
function startOf({ source }: ScalarNode, inner: string, hole: string): number | undefined {
  const at = source.indexOf(hole);
  if (at >= 0) return at + OPEN.length;
  const bare = source.indexOf(inner.trim());
  return bare < 0 ? undefined : bare - (inner.length - inner.trimStart().length);
}
