import type { Command } from "commander";
import { InvalidArgumentError, Option } from "commander";

/** Adds `--store`. */
export function addStoreFlag(command: Command): Command {
  return command.option(
    "--store <folder>",
    "the store (FAIRLINE_HOME; default: .fairline in the project)",
  );
}

/** Adds `--json`. */
export function addJsonFlag(command: Command, what = "print JSON"): Command {
  return command.option("--json", what);
}

/** Adds `--mirror`. */
export function addMirrorFlag(command: Command): Command {
  return command.option("--mirror <folder>", "read downloads from local copies (FAIRLINE_MIRROR)");
}

/** Adds the options of every command that takes a pipeline, `--json` aside. */
export function addPlanFlags(command: Command): Command {
  command
    .option("-s, --set <name=value>", "override a parameter; repeatable, wins over files", gather)
    .option("-p, --params <file>", "override parameters from a YAML file; repeatable", gather)
    .option("--profile <file>", "YAML with jobs, store, mirror, backend, params");
  addStoreFlag(command);
  addMirrorFlag(command);
  return command.addOption(
    new Option("--backend <name>", "where stages compute (FAIRLINE_BACKEND; default: auto)"),
  );
}

/** Adds `-j`. */
export function addJobsFlag(command: Command): Command {
  return command.option(
    "-j, --jobs <n>",
    "instances at a time (default: one per core)",
    parseCount,
  );
}

/** Adds a block of examples under a command's help: command lines with what each is for. */
export function addExamples(
  command: Command,
  examples: readonly (readonly [line: string, what: string])[],
): Command {
  const lines = examples.map(([line, what]) => `  $ ${line}\n      ${what}\n`);
  return command.addHelpText("after", `\nExamples:\n${lines.join("")}`.trimEnd());
}

/** Collects a repeatable option. */
export function gather(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

/** Reads a whole number of 1 or more. @throws InvalidArgumentError for anything else */
export function parseCount(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError("It must be a whole number of 1 or more.");
}
