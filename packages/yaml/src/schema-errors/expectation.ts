import type { JsonValue } from "@fairline/core";
import { z } from "zod";

type Issue = z.core.$ZodIssue;

const english = z.locales.en().localeError;

/** What a value must be, as it follows "must be": "a whole number", "at least 1". Undefined where the schema has a message of its own. */
export function expectation(issue: Issue, value: unknown): string | undefined {
  if (hasOwnMessage(issue, value)) return undefined;
  switch (issue.code) {
    case "invalid_type":
      return typeWords(issue.expected);
    case "too_small":
      return boundWords(
        issue.origin,
        issue.minimum,
        issue.inclusive === false ? "more than" : "at least",
      );
    case "too_big":
      return boundWords(
        issue.origin,
        issue.maximum,
        issue.inclusive === false ? "less than" : "at most",
      );
    case "not_multiple_of":
      return `a multiple of ${String(issue.divisor)}`;
    case "invalid_value":
      return choiceWords(issue.values);
    case "invalid_format":
      return issue.pattern === undefined
        ? `a valid ${issue.format}`
        : `text of the form ${issue.pattern}`;
    default:
      return undefined;
  }
}

/** Whether the author of the schema wrote a message for this. */
function hasOwnMessage(issue: Issue, input: unknown): boolean {
  if (issue.code === "custom") return true;
  const standard = english({ ...issue, input } as z.core.$ZodRawIssue);
  return issue.message !== (typeof standard === "string" ? standard : standard?.message);
}

/** One of several words: `"a", "b" or "c"`. */
export function choiceWords(values: readonly unknown[]): string {
  const words = values.map((value) => JSON.stringify(value));
  return words.length < 2
    ? words.join("")
    : `${words.slice(0, -1).join(", ")} or ${String(words.at(-1))}`;
}

/** A value as a message shows it: JSON, cut after 60 characters. */
export function shown(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}

function typeWords(expected: string): string {
  switch (expected) {
    case "string":
      return "text";
    case "number":
      return "a number";
    case "int":
      return "a whole number";
    case "boolean":
      return "true or false";
    case "array":
    case "tuple":
      return "a list";
    case "object":
    case "record":
    case "map":
      return "a map";
    default:
      return expected;
  }
}

function boundWords(origin: string, bound: number | bigint, relation: string): string {
  const n = String(bound);
  switch (origin) {
    case "string":
      return relation === "at least" && bound === 1
        ? "some text"
        : `${relation} ${n} characters long`;
    case "array":
    case "set":
      return `a list of ${relation} ${n} ${bound === 1 ? "value" : "values"}`;
    case "object":
    case "map":
      return `a map of ${relation} ${n} ${bound === 1 ? "entry" : "entries"}`;
    default:
      return `${relation} ${n}`;
  }
}
