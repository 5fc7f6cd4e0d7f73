import { Command } from "commander";
import type { DefineCommand } from "./command-context.ts";
import { addExamples } from "./options.ts";

/** `fairline schema`: the JSON Schema of pipeline files. */
export const schemaCommand: DefineCommand = ({ terminal, finish }) => {
  const command = new Command("schema")
    .summary("print the JSON Schema of pipeline files")
    .description(
      "Prints the JSON Schema (draft-07) with which editors check and complete pipeline files.",
    );
  addExamples(command, [
    [
      "fairline schema > pipeline.schema.json",
      "then begin the pipeline file with: # yaml-language-server: $schema=pipeline.schema.json",
    ],
  ]);
  return command.action(async () => {
    finish(await (await import("./schema.action.ts")).schema(terminal));
  });
};
