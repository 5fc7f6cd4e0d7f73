import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { FairlineError } from "@fairline/core";
import { exportModel } from "@fairline/model";
import type { ExitCode } from "../exit-code.ts";
import type { PlanFlags } from "../session/flags.ts";
import { findModel } from "../session/named-model.ts";
import type { Terminal } from "../terminal.ts";

/** Options of `fairline export`. */
export interface ExportFlags extends PlanFlags {
  readonly out: string;
}

/** Writes a model as one ONNX file. */
export async function exportOnnxFile(
  words: readonly string[],
  flags: ExportFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const { path, rest } = await findModel(words, flags, terminal);
  if (rest[0] !== undefined) {
    throw new FairlineError(
      "OPTION_INVALID",
      `export takes one model, and nothing after it: ${rest[0]}`,
      {
        hint: "Name the file to write with --out.",
      },
    );
  }
  const { bytes, inputs, outputs, notes } = await exportModel(path);
  await writeFile(resolve(terminal.cwd, flags.out), bytes).catch((cause: unknown) => {
    throw new FairlineError("FILE_MISSING", `cannot write ${flags.out}`, {
      cause,
      hint: "Make the folder, or name another place.",
    });
  });
  const named = (values: typeof inputs): string =>
    values.map(({ name, type }) => `${name} (${type})`).join(", ");
  terminal.out(`${flags.out}\n  takes ${named(inputs)}\n  gives ${named(outputs)}\n`);
  for (const note of notes) terminal.out(`  ${note}\n`);
  return 0;
}
