import type { YAMLError } from "yaml";
import type { Problems } from "../diagnostics/problems.ts";
import { placeIn, type SourceText } from "./source-text.ts";

/** Reports the first error of the YAML parser; what follows one is usually its echo. */
export function reportSyntaxError(error: YAMLError, source: SourceText, problems: Problems): void {
  const [offset, end] = error.pos;
  const message = error.message.charAt(0).toLowerCase() + error.message.slice(1);
  problems.error(placeIn(source, offset, end), {
    code: "yaml-syntax",
    message: `this is not YAML: ${message}`,
    hint: quoteHint(source.text, offset),
  });
}

/** What to do about the two things of ours that YAML takes for something else inside braces. */
function quoteHint(text: string, offset: number): string | undefined {
  if (text.slice(Math.max(0, offset - 1), offset + 3).includes("${{")) {
    return 'Quote an expression that stands inside { } or [ ]: "${{ … }}".';
  }
  const isSelection = text[offset] === "[" && /\w$/u.test(text.slice(0, offset));
  return isSelection ? 'Quote a choice of points inside { } or [ ]: "stage[*].port".' : undefined;
}
