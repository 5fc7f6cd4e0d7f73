import { ExpressionError } from "../src/index.ts";

/** The error of a call as people would see it: code, message, the text with the place underlined, hint. */
export function problemIn(text: string, call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const { code, message, hint, place } = error;
    const line = " ".repeat(place.offset) + "^".repeat(Math.max(1, place.length));
    return [`${code}: ${message}`, `  ${text}`, `  ${line}`, hint ?? "no hint"].join("\n");
  }
  throw new Error(`expected a problem in: ${text}`);
}
