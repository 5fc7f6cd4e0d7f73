import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { FairlineError } from "@fairline/core";
import { Argument, Command } from "commander";
import type { ExitCode } from "../exit-code.ts";
import { addExamples } from "./flags.ts";
import type { DefineCommand } from "./command-context.ts";
import type { Terminal } from "../terminal.ts";

/** Starter pipelines: files in `templates`, with what to do after writing one. */
const TEMPLATES = {
  simulated: "Run it: fairline run",
  csv: "Set source and roles to your file and its columns, then run it: fairline run",
  audit: "Set source and roles to your file and its columns, then run it: fairline run",
} as const;

type Template = keyof typeof TEMPLATES;

const FILE = "fairline.yaml";

/** `fairline init`: writes a commented starter pipeline. */
export const initCommand: DefineCommand = ({ terminal, finish }) => {
  const command = new Command("init")
    .summary("start a pipeline in this folder")
    .description(
      `Writes a commented ${FILE} into this folder; an existing one is left alone.\n` +
        "simulated: a simulated lending world, trained and mitigated. csv: the same for a file of yours.\n" +
        "audit: decisions that somebody made, with no training.",
    )
    .addArgument(
      new Argument("[template]", "which").choices(Object.keys(TEMPLATES)).default("simulated"),
    );
  addExamples(command, [
    ["fairline init && fairline run", "a whole experiment on simulated data"],
    ["fairline init audit", "start from a file of decisions"],
  ]);
  return command.action(async (template: Template) => {
    finish(await init(template, terminal));
  });
};

async function init(template: Template, terminal: Terminal): Promise<ExitCode> {
  const text = await readFile(new URL(`../../templates/${template}.yaml`, import.meta.url), "utf8");
  try {
    await writeFile(join(terminal.cwd, FILE), text, { flag: "wx" });
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "EEXIST")) throw cause;
    throw new FairlineError("OPTION_INVALID", `there is a ${FILE} in this folder already`, {
      cause,
      hint: "Rename it, or run fairline init in another folder.",
    });
  }
  terminal.out(`Wrote ${FILE}. ${TEMPLATES[template]}\n`);
  return 0;
}
