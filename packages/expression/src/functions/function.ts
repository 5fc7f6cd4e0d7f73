import type { JsonValue } from "@fairline/core";
import type { Vector } from "../columns/vector.ts";
import type { CallExpression } from "../expression.ts";
import type { Kind } from "../kind.ts";

/** What a function takes at one position. */
export interface Parameter {
  readonly name: string;
  /**
   * `any`: every kind. `same`: every kind, but one for all such parameters of a call. `ordered`: as `same`, of numbers
   * or text. `digits`: a whole number from -15 to 15 that is written in the expression.
   */
  readonly kind: Kind | "any" | "same" | "ordered" | "digits";
  /** It may be left out. */
  readonly optional?: true;
  /** It may be given any number of times, or not at all. It is the last one. */
  readonly repeated?: true;
}

/** A call of a function on values. */
export interface ValueCall {
  readonly call: CallExpression;
  /** Evaluates the argument at a position, from 0. */
  readonly argument: (at: number) => JsonValue;
}

/** A function that can be called where an expression is evaluated on values. */
export interface ValueFunction {
  readonly name: string;
  /** @throws ExpressionError for arguments that do not fit */
  value(call: ValueCall): JsonValue;
}

/** A function of the language: what it is called, what it takes and gives, and how it is evaluated. */
export interface ExpressionFunction extends ValueFunction {
  readonly parameters: readonly Parameter[];
  /** `same`: the kind of its parameters of kind `same`. */
  readonly gives: Kind | "same";
  /** What it gives, in one sentence. */
  readonly summary: string;
  /** Calls, and what they give. */
  readonly examples: readonly (readonly [call: string, value: JsonValue])[];
  /** Over columns. The arguments fit the parameters. */
  column(args: readonly Vector[]): Vector;
}

/** How a call is written: `round(x, digits?)`, `coalesce(value, …)`. */
export function signatureOf({
  name,
  parameters,
}: Pick<ExpressionFunction, "name" | "parameters">): string {
  const words = parameters.map((parameter) => {
    if (parameter.repeated === true) return "…";
    return parameter.optional === true ? `${parameter.name}?` : parameter.name;
  });
  return `${name}(${words.join(", ")})`;
}

/** The parameter that the argument at a position is for. */
export function parameterAt(
  { parameters }: Pick<ExpressionFunction, "parameters">,
  at: number,
): Parameter {
  return parameters[Math.min(at, parameters.length - 1)]!;
}
