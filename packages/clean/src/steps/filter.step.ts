import { ExpressionError, parseExpression, requireCondition } from "@fairline/expression";
import { z } from "zod";
import { defineStep } from "../step.ts";
import type { Step } from "../step.ts";

/** Keeps the rows where a condition holds. */
export const filterStep: Step = defineStep({
  name: "filter",
  params: z
    .string()
    .min(1)
    .superRefine((text, context) => {
      const error = errorOf(text);
      if (error === undefined) return;
      const { place } = error;
      context.addIssue({ code: "custom", message: worded(error), params: { place } });
    })
    .describe(
      "Keep the rows where this holds: `age >= 18 and race in ('White', 'Black') and not isnull(income)`.",
    ),
  load: async () => (await import("./filter.ts")).filter,
});

/** What is wrong with a condition before the table is known. */
function errorOf(text: string): ExpressionError | undefined {
  try {
    requireCondition(parseExpression(text));
    return undefined;
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
}

/** The place counts from 1. */
function worded({ message, place, hint }: ExpressionError): string {
  const problem = `the condition cannot be read: ${message} at character ${String(place.offset + 1)}`;
  return hint === undefined ? problem : `${problem}. ${hint}`;
}
