import type { JsonValue } from "@fairline/core";
import { mapNumbers, combineNumbers } from "../columns/arithmetic.ts";
import { conditionsOfTexts, constantText, mapTexts, textReader } from "../columns/text.ts";
import { asNumbers, asTexts, commonLength } from "../columns/vector.ts";
import { FALSE, TRUE, UNKNOWN } from "../columns/column.ts";
import { valueOfNumber } from "../values/value.ts";
import { checkArguments } from "./check-arguments.ts";
import type { ExpressionFunction } from "./function.ts";
import { numberArgument, textArgument } from "./value-argument.ts";

/** What every function of a family says of itself. */
type Description = Pick<ExpressionFunction, "name" | "summary" | "examples">;

/** Makes a function that checks the number of its arguments before it is evaluated on values. */
export function defineFunction(definition: ExpressionFunction): ExpressionFunction {
  return {
    ...definition,
    value(call): JsonValue {
      checkArguments(definition, call.call);
      return definition.value(call);
    },
  };
}

/** A number by a number. `of` gives NaN for NaN. */
export function numberFunction(
  description: Description & { readonly of: (x: number) => number },
): ExpressionFunction {
  const { of, ...rest } = description;
  return defineFunction({
    ...rest,
    parameters: [{ name: "x", kind: "number" }],
    gives: "number",
    value(call) {
      const x = numberArgument(call, 0);
      return x === null ? null : valueOfNumber(of(x));
    },
    column: ([x]) => mapNumbers(asNumbers(x!), of),
  });
}

/** A number by two or more numbers, two at a time. `of` gives NaN where one is NaN. */
export function numbersFunction(
  description: Description & { readonly of: (a: number, b: number) => number },
): ExpressionFunction {
  const { of, ...rest } = description;
  return defineFunction({
    ...rest,
    parameters: [
      { name: "a", kind: "number" },
      { name: "b", kind: "number" },
      { name: "more", kind: "number", repeated: true },
    ],
    gives: "number",
    value(call) {
      const numbers = call.call.args.map((_, at) => numberArgument(call, at));
      return numbers.reduce((a, b) => (a === null || b === null ? null : of(a, b)));
    },
    column: (args) => args.map(asNumbers).reduce((a, b) => combineNumbers(a, b, of)),
  });
}

/** A text by a text. */
export function textFunction(
  description: Description & { readonly of: (text: string) => string },
): ExpressionFunction {
  const { of, ...rest } = description;
  return defineFunction({
    ...rest,
    parameters: [{ name: "text", kind: "text" }],
    gives: "text",
    value(call) {
      const text = textArgument(call, 0);
      return text === null ? null : of(text);
    },
    column: ([text]) => mapTexts(asTexts(text!), of),
  });
}

/** A condition on a text and a part that is looked for in it. */
export function textTest(
  description: Description & { readonly of: (text: string, part: string) => boolean },
): ExpressionFunction {
  const { of, ...rest } = description;
  return defineFunction({
    ...rest,
    parameters: [
      { name: "text", kind: "text" },
      { name: "part", kind: "text" },
    ],
    gives: "condition",
    value(call) {
      const [text, part] = [textArgument(call, 0), textArgument(call, 1)];
      return text === null || part === null ? null : of(text, part);
    },
    column(args) {
      const [texts, parts] = [asTexts(args[0]!), asTexts(args[1]!)];
      const constant = constantText(parts);
      if (constant !== undefined) return conditionsOfTexts(texts, (text) => of(text, constant));
      const [textAt, partAt] = [textReader(texts), textReader(parts)];
      const values = Uint8Array.from({ length: commonLength(args) }, (_, row) => {
        const [text, part] = [textAt(row), partAt(row)];
        return text === null || part === null ? UNKNOWN : of(text, part) ? TRUE : FALSE;
      });
      return { type: "condition", values };
    },
  });
}
