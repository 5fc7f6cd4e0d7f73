import type { Command } from "commander";
import { makeProgram } from "./main.ts";
import { processTerminal } from "./terminal.ts";

/** The command line as the reference pages show it: the program, its commands, and those under them. None of them runs. */
export async function documentedCommands(): Promise<Command[]> {
  const program = await makeProgram({ terminal: processTerminal(), finish: () => undefined });
  return [program, ...visible(program).flatMap((command) => [command, ...visible(command)])];
}

function visible(command: Command): Command[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .filter((sub) => sub.name() !== "help");
}
