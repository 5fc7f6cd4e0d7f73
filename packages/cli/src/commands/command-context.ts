import type { Command } from "commander";
import type { ExitCode } from "../exit-code.ts";
import type { Terminal } from "../terminal.ts";

/** What a command is defined with: where it writes, and how it says how it ended. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly finish: (code: ExitCode) => void;
}

/**
 * Defines one command. It is called at every start, so a command's file imports nothing heavy: what the
 * command works with is loaded when it runs.
 */
export type DefineCommand = (context: CommandContext) => Command;
