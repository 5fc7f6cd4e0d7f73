import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { FairlineError } from "@fairline/core";
import type { ExitCode } from "../exit-code.ts";
import type { Terminal } from "../terminal.ts";
import { FILE, TEMPLATES, type Template } from "./init-templates.ts";

/** Writes a starter pipeline into the current folder. @throws FairlineError `OPTION_INVALID` if there is one */
export async function init(template: Template, terminal: Terminal): Promise<ExitCode> {
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
