import { FairlineError } from "@fairline/core";
import { jsonText } from "./format/json.ts";
import { makeStyle } from "./format/style.ts";
import { bugHint, placeText } from "./render/failure.ts";
import { InvalidPipeline } from "./session/invalid-pipeline.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Tells what stopped a command, on standard error; a broken pipeline's problems go to standard output as
 * data where JSON was asked for.
 */
export function reportError(error: unknown, terminal: Terminal, json: boolean): void {
  if (error instanceof InvalidPipeline) {
    if (json) terminal.out(jsonText(error.json));
    else terminal.err(error.rendered);
    return;
  }
  const style = makeStyle(terminal.errColor);
  const debug = (terminal.env["FAIRLINE_DEBUG"] ?? "") !== "";
  const label = style.bad("error:");
  if (error instanceof FairlineError) {
    const lines = [
      `${label} ${error.message}`,
      ...(error.at === undefined ? [] : [`  at ${placeText(error.at)}`]),
      ...(error.hint === undefined ? [] : [`  ${error.hint}`]),
      ...(debug && error.stack !== undefined ? [style.dim(error.stack)] : []),
    ];
    terminal.err(`${lines.join("\n")}\n`);
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error && debug ? [style.dim(error.stack ?? "")] : [];
  const lines = [`${label} ${message}`, ...bugHint(debug).map((line) => `  ${line}`), ...stack];
  terminal.err(`${lines.join("\n")}\n`);
}
