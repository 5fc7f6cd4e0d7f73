import type { ErrorLocation } from "@fairline/core";
import type { Failure } from "@fairline/runner";
import type { Style } from "../format/style.ts";

/** What {@link failureText} takes besides the failure. */
export interface FailureOptions {
  readonly style: Style;
  /** Shows the stack of a bug. */
  readonly debug: boolean;
  /** Path of the attempt's whole log. */
  readonly log?: string | undefined;
}

/**
 * The lines under a failed instance's message: place, hint, the end of its log and where the rest is.
 *
 * Each line is indented by four spaces.
 */
export function failureText(failure: Failure, { style, debug, log }: FailureOptions): string {
  const isBug = failure.code === "BUG";
  const details = isBug && !debug ? undefined : failure.details?.trimEnd();
  const lines = [
    ...(failure.at === undefined ? [] : [`at ${locationText(failure.at)}`]),
    ...(failure.hint === undefined ? [] : [failure.hint]),
    ...(isBug ? bugHint(debug) : []),
    ...(details === undefined || details === ""
      ? []
      : [
          isBug ? "the stack:" : "the end of its log:",
          ...details.split("\n").map((line) => style.dim(`| ${line}`)),
        ]),
    ...(log === undefined ? [] : [`the whole log: ${log}`]),
  ];
  return lines.map((line) => `    ${line}\n`).join("");
}

/** A place as compilers print it: `adult.yaml:14:5`. */
export function locationText({ file, line, column }: ErrorLocation): string {
  return [file, line, column].filter((part) => part !== undefined).join(":");
}

/** What to tell somebody who has met a bug of ours. */
export function bugHint(debug: boolean): string[] {
  return [
    "This is a bug in Fairline, or in a stage of your own. Please report it, with the pipeline file and this text.",
    ...(debug ? [] : ["Run again with FAIRLINE_DEBUG=1 to see the stack."]),
  ];
}
