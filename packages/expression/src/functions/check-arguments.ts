import { ExpressionError } from "../expression-error.ts";
import type { CallExpression, Expression } from "../expression.ts";
import { parameterAt, signatureOf } from "./function.ts";
import type { ExpressionFunction } from "./function.ts";

/** More digits than this a double does not hold. */
const MOST_DIGITS = 15;

/**
 * Checks what can be told of a call without its arguments' values.
 *
 * @throws ExpressionError `EXPRESSION_TYPE` for too many or too few arguments, or for digits that are not written out.
 */
export function checkArguments(
  definition: Pick<ExpressionFunction, "name" | "parameters">,
  { args, place }: CallExpression,
): void {
  const hint = `Write ${signatureOf(definition)}.`;
  const { name, parameters } = definition;
  const needed = parameters.filter(({ optional, repeated }) => !optional && !repeated).length;
  const isOpen = parameters.at(-1)?.repeated === true;
  if (args.length < needed || (!isOpen && args.length > parameters.length)) {
    const wanted = wantedArguments(needed, isOpen ? Infinity : parameters.length);
    throw new ExpressionError(
      "EXPRESSION_TYPE",
      `${name} takes ${wanted}, and got ${String(args.length)}`,
      place,
      { hint },
    );
  }
  for (const [at, argument] of args.entries()) {
    if (parameterAt(definition, at).kind !== "digits" || isDigits(argument)) continue;
    throw new ExpressionError(
      "EXPRESSION_TYPE",
      `the digits of ${name} must be a whole number from -${String(MOST_DIGITS)} to ${String(MOST_DIGITS)}, written out`,
      argument.place,
      { hint },
    );
  }
}

function wantedArguments(least: number, most: number): string {
  if (most === Infinity) return `at least ${String(least)} arguments`;
  if (least < most) return `${String(least)} or ${String(most)} arguments`;
  return least === 1 ? "1 argument" : `${String(least)} arguments`;
}

function isDigits(argument: Expression): boolean {
  return (
    argument.type === "literal" &&
    Number.isInteger(argument.value) &&
    Math.abs(Number(argument.value)) <= MOST_DIGITS
  );
}
