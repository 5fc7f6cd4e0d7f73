import { FairlineError } from "@fairline/core";
import { jsonText } from "./format/json.ts";
import { errStyle } from "./format/style.ts";
import { bugHint, locationText } from "./render/failure.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Tells what stopped a command, on standard error; problems of the user's files go to standard output as data where
 * JSON was asked for.
 */
export async function reportFailure(
  error: unknown,
  terminal: Terminal,
  json: boolean,
): Promise<void> {
  if (!(error instanceof FairlineError) || error.problems === undefined) {
    reportError(error, terminal);
    return;
  }
  const { diagnosticsJson, renderDiagnostics } = await import("@fairline/yaml");
  const style = { color: terminal.errColor, base: terminal.cwd };
  if (json) {
    terminal.out(jsonText(diagnosticsJson(error.problems)));
    return;
  }
  const hint = error.hint === undefined ? "" : `\n${error.hint}\n`;
  terminal.err(renderDiagnostics(error.problems, style) + hint);
}

/** Tells of an error without its problems in files, on standard error. */
export function reportError(error: unknown, terminal: Terminal): void {
  const style = errStyle(terminal);
  const debug = (terminal.env["FAIRLINE_DEBUG"] ?? "") !== "";
  const label = style.bad("error:");
  if (error instanceof FairlineError) {
    const lines = [
      `${label} ${error.message}`,
      ...(error.at === undefined ? [] : [`  at ${locationText(error.at)}`]),
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
