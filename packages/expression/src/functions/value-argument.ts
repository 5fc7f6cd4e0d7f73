import type { JsonValue } from "@fairline/core";
import { ExpressionError } from "../expression-error.ts";
import { shownValue } from "../values/value.ts";
import type { ValueCall } from "./function.ts";

/** The number at a position of a call; null where it is missing. @throws ExpressionError `EXPRESSION_TYPE` for others */
export function numberArgument(call: ValueCall, at: number): number | null {
  const value = call.argument(at);
  if (value === null || typeof value === "number") return value;
  throw unfitArgument(call, at, { wanted: "a number", value });
}

/** The text at a position of a call; null where it is missing. @throws ExpressionError `EXPRESSION_TYPE` for others */
export function textArgument(call: ValueCall, at: number): string | null {
  const value = call.argument(at);
  if (value === null || typeof value === "string") return value;
  throw unfitArgument(call, at, { wanted: "text", value });
}

/** The condition at a position of a call; null where unknown. @throws ExpressionError `EXPRESSION_TYPE` for others */
export function conditionArgument(call: ValueCall, at: number): boolean | null {
  const value = call.argument(at);
  if (value === null || typeof value === "boolean") return value;
  throw unfitArgument(call, at, { wanted: "true or false", value });
}

/** The error of an argument of another kind. */
export function unfitArgument(
  { call }: ValueCall,
  at: number,
  { wanted, value }: { readonly wanted: string; readonly value: JsonValue },
): ExpressionError {
  const message = `cannot pass ${shownValue(value)} to ${call.name}, which takes ${wanted}`;
  return new ExpressionError("EXPRESSION_TYPE", message, call.args[at]!.place);
}
