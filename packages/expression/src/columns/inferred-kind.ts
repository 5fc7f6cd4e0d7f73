import { ExpressionError } from "../expression-error.ts";
import type { Expression } from "../expression.ts";
import { KIND_NOUN } from "../kind.ts";
import type { Kind } from "../kind.ts";

/** A kind as far as it can be told: `nothing` is missing in every row, `open` is not known without the table. */
export type InferredKind = Kind | "nothing" | "open";

/** An expression as a message speaks of it. */
export function described(expression: Expression, kind: InferredKind): string {
  if (kind === "nothing") return "null";
  const noun = kind === "open" ? "" : ` (${KIND_NOUN[kind]})`;
  switch (expression.type) {
    case "path":
      return `column "${expression.name}"${noun}`;
    case "literal": {
      const { value } = expression;
      return `${JSON.stringify(typeof value === "number" ? value : String(value))}${noun}`;
    }
    default:
      return kind === "open" ? "this" : KIND_NOUN[kind];
  }
}

/** The error of numbers, text and conditions that are mixed up. */
export function kindError(
  message: string,
  { place }: Pick<Expression, "place">,
  hint: string,
): ExpressionError {
  return new ExpressionError("COLUMN_TYPE", message, place, { hint });
}

/** Expressions with their kinds. */
export type Inferred = readonly [Expression, InferredKind];

/** The one kind of several expressions. @throws ExpressionError `COLUMN_TYPE` where there is none */
export function commonKind(
  expressions: readonly Inferred[],
  use: "choose between" | "compare",
): InferredKind {
  const known = expressions.filter(([, kind]) => kind !== "nothing" && kind !== "open");
  const [first, ...others] = known;
  const isOpen = expressions.some(([, kind]) => kind === "open");
  if (first === undefined) return isOpen ? "open" : "nothing";
  const other = others.find(([, kind]) => kind !== first[1]);
  if (other === undefined) return first[1];
  const conjunction = use === "compare" ? "with" : "and";
  throw kindError(
    `cannot ${use} ${described(...first)} ${conjunction} ${described(...other)}`,
    other[0],
    "Turn one of them into the type of the other by number() or text().",
  );
}
