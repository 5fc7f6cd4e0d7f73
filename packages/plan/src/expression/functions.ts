import type { JsonValue } from "@fairline/core";
import { ExpressionError } from "./error.ts";
import { arithmeticRange } from "./range.ts";
import type { Scope } from "./scope.ts";

/** Functions that an expression may call, by name. They throw ExpressionError for arguments that do not fit. */
export const FUNCTIONS: ReadonlyMap<
  string,
  (args: readonly JsonValue[], scope: Scope) => JsonValue
> = new Map<string, (args: readonly JsonValue[], scope: Scope) => JsonValue>([
  ["range", range],
  ["file", file],
]);

function range(args: readonly JsonValue[]): readonly number[] {
  const [from, below, step = 1, ...more] = args;
  if (!isNumber(from) || !isNumber(below) || !isNumber(step) || more.length > 0) {
    throw new ExpressionError("expression-type", "range takes two or three numbers", {
      hint: "Write range(from, below) or range(from, below, step).",
    });
  }
  const values = arithmeticRange(from, below, step);
  if (typeof values === "string") throw new ExpressionError("expression-type", values);
  return values;
}

function file(args: readonly JsonValue[], scope: Scope): string {
  const [path, ...more] = args;
  if (typeof path !== "string" || more.length > 0) {
    throw new ExpressionError("expression-type", "file takes one path", {
      hint: "Write file('notes.txt').",
    });
  }
  const read = scope.readFile(path);
  if ("text" in read) return read.text;
  throw new ExpressionError("input-file-missing", read.reason, {
    hint: "Paths are relative to the pipeline file.",
    part: path,
  });
}

function isNumber(value: JsonValue | undefined): value is number {
  return typeof value === "number";
}
