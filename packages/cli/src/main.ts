import { setImmediate } from "node:timers/promises";
import { Command, CommanderError } from "commander";
import type { DefineCommand, CommandContext } from "./commands/command-context.ts";
import { addExamples } from "./commands/options.ts";
import { reportError, reportFailure } from "./error-report.ts";
import type { ExitCode } from "./exit-code.ts";
import { exitCodeOf } from "./exit-code.ts";
import { LONGEST_LINE } from "./format/wrap.ts";
import { version } from "./package-version.ts";
import type { Terminal } from "./terminal.ts";
import { processTerminal } from "./terminal.ts";

/** The commands in the order in which help lists them. A command line loads the one that it names. */
const COMMANDS = new Map<string, () => Promise<DefineCommand>>([
  ["run", async () => (await import("./commands/run.ts")).runCommand],
  ["status", async () => (await import("./commands/status.ts")).statusCommand],
  ["explain", async () => (await import("./commands/explain.ts")).explainCommand],
  ["graph", async () => (await import("./commands/graph.ts")).graphCommand],
  ["gate", async () => (await import("./commands/gate.ts")).gateCommand],
  ["show", async () => (await import("./commands/show.ts")).showCommand],
  ["predict", async () => (await import("./commands/predict.ts")).predictCommand],
  ["export", async () => (await import("./commands/export.ts")).exportCommand],
  ["verify", async () => (await import("./commands/verify.ts")).verifyCommand],
  ["runs", async () => (await import("./commands/runs.ts")).runsCommand],
  ["diff", async () => (await import("./commands/diff.ts")).diffCommand],
  ["cache", async () => (await import("./commands/cache.ts")).cacheCommand],
  ["data", async () => (await import("./commands/data.ts")).dataCommand],
  ["stages", async () => (await import("./commands/stages.ts")).stagesCommand],
  ["init", async () => (await import("./commands/init.ts")).initCommand],
  ["doctor", async () => (await import("./commands/doctor.ts")).doctorCommand],
  ["schema", async () => (await import("./commands/schema.ts")).schemaCommand],
]);

/**
 * Runs one command line.
 *
 * @param words - The words after `fairline`.
 * @returns The exit code. It never throws: errors are told on standard error.
 */
export async function main(
  words: readonly string[],
  terminal: Terminal = processTerminal(),
): Promise<ExitCode> {
  const outcome: { code: ExitCode } = { code: 0 };
  const context: CommandContext = { terminal, finish: (code) => void (outcome.code = code) };
  try {
    const [first = ""] = words;
    const program = await makeProgram(context, COMMANDS.has(first) ? [first] : undefined);
    await program.parseAsync(words, { from: "user" });
    return outcome.code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 3;
    await reportFailure(error, terminal, words.includes("--json"));
    return exitCodeOf(error);
  }
}

/** Runs the command line of this process. @param build - Identity of the code that runs; undefined where it is not known. */
export async function start(
  words: readonly string[],
  build: string | undefined,
): Promise<ExitCode> {
  const terminal = processTerminal(build);
  const code = await main(words, terminal);
  // A stream tells of a write that failed after the write has returned.
  await setImmediate();
  return code === 0 && terminal.lostOutput() ? 1 : code;
}

/** Tells of an error that nothing caught: a bug of ours. */
export function reportBug(error: unknown): void {
  reportError(error, processTerminal());
}

/**
 * The command line as Commander knows it; the reference pages are written from it.
 *
 * @param only - Names of the commands that it has; all where it is left out.
 */
export async function makeProgram(
  context: CommandContext,
  only?: readonly string[],
): Promise<Command> {
  const { terminal } = context;
  const program = new Command("fairline")
    .description("Fairness experiments as pipelines: declared in YAML, cached, gated.")
    .version(version(), "-V, --version", "print the version")
    .helpCommand("help [command]", "print help on a command");
  addExamples(program, [
    ["fairline init", "write a commented pipeline into this folder"],
    ["fairline run pipelines/quickstart.yaml", "run what is not in the store yet"],
    ["fairline explain pipelines/quickstart.yaml train@strength=1", "say why it ran, or did not"],
  ]);
  for (const [name, load] of COMMANDS) {
    if (only?.includes(name) !== false) program.addCommand((await load())(context));
  }
  for (const command of withDescendants(program)) {
    command
      .exitOverride()
      .helpOption("-h, --help", "print help")
      .configureHelp({ subcommandTerm: commandTerm })
      .configureOutput({
        writeOut: terminal.out,
        writeErr: terminal.err,
        getOutHelpWidth: () => Math.min(terminal.outWidth ?? LONGEST_LINE, LONGEST_LINE),
        getErrHelpWidth: () => Math.min(terminal.columns(), LONGEST_LINE),
        getOutHasColors: () => terminal.outColor,
        getErrHasColors: () => terminal.errColor,
        outputError: (text, write) => {
          write(`${text.trimEnd()}\n  See: ${commandPath(command)} --help\n`);
        },
      });
  }
  return program;
}

/** A command in the list of commands: its name and its arguments. */
function commandTerm(command: Command): string {
  const words = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  return [command.name(), ...words].join(" ");
}

/** A command and all commands under it. */
export function withDescendants(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withDescendants)];
}

/** `fairline data pull`: the words that reach a command. */
export function commandPath(command: Command): string {
  return command.parent === null
    ? command.name()
    : `${commandPath(command.parent)} ${command.name()}`;
}
