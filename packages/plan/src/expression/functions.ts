import { ExpressionError } from "@fairline/expression";
import type { Expression, TextPlace, ValueCall, ValueFunction } from "@fairline/expression";
import { groupedDigits } from "@fairline/core";
import type { JsonValue } from "@fairline/core";
import type { Scope } from "./scope.ts";

const MOST_VALUES = 10_000;

/** Functions that an expression may call, by name. They throw ExpressionError for arguments that do not fit. */
export function functionsOf(scope: Scope): ReadonlyMap<string, ValueFunction> {
  return new Map([
    ["range", { name: "range", value: range }],
    ["file", { name: "file", value: (call) => file(call, scope) }],
  ]);
}

function range(given: ValueCall): readonly number[] {
  const [from, below, step = 1, ...more] = argumentsOf(given);
  const { place } = given.call;
  if (!isNumber(from) || !isNumber(below) || !isNumber(step) || more.length > 0) {
    throw new ExpressionError("EXPRESSION_TYPE", "range takes two or three numbers", place, {
      hint: "Write range(from, below) or range(from, below, step).",
    });
  }
  const values = arithmeticRange(from, below, step);
  if (typeof values === "string") throw new ExpressionError("EXPRESSION_TYPE", values, place);
  return values;
}

function file(given: ValueCall, scope: Scope): string {
  const [path, ...more] = argumentsOf(given);
  const { args, place } = given.call;
  if (typeof path !== "string" || more.length > 0) {
    throw new ExpressionError("EXPRESSION_TYPE", "file takes one path", place, {
      hint: "Write file('notes.txt').",
    });
  }
  const read = scope.readFile(path);
  if ("text" in read) return read.text;
  throw new ExpressionError("FILE_MISSING", read.reason, withoutQuotes(args[0]!), {
    hint: "Paths are relative to the pipeline file.",
  });
}

function withoutQuotes({ type, place }: Expression): TextPlace {
  const { offset, length } = place;
  return type === "literal" ? { offset: offset + 1, length: length - 2 } : place;
}

function argumentsOf({ call, argument }: ValueCall): readonly JsonValue[] {
  return call.args.map((_, at) => argument(at));
}

function isNumber(value: JsonValue | undefined): value is number {
  return typeof value === "number";
}

/**
 * The numbers from `from` up to but not including `below`, `step` apart; downwards for a negative step.
 *
 * Every number is rounded to the decimals that `from` and `step` are written with, so that
 * range(0, 0.5, 0.1) has 0.3 and not 0.30000000000000004.
 *
 * @returns The numbers, or why there are none.
 */
export function arithmeticRange(
  from: number,
  below: number,
  step: number,
): readonly number[] | string {
  if (step === 0) return "the step of a range must not be 0";
  const decimals = Math.max(decimalsOf(from), decimalsOf(step));
  const count = Math.ceil(Number(((below - from) / step).toFixed(9)));
  if (count > MOST_VALUES) {
    return `the range has ${groupedDigits(count)} values, and the limit is ${groupedDigits(MOST_VALUES)}`;
  }
  return Array.from({ length: Math.max(0, count) }, (_, i) =>
    decimals <= 100 ? Number((from + i * step).toFixed(decimals)) : from + i * step,
  );
}

function decimalsOf(value: number): number {
  const [mantissa = "", exponent = "0"] = String(value).split("e");
  const [, fraction = ""] = mantissa.split(".");
  return Math.max(0, fraction.length - Number(exponent));
}
