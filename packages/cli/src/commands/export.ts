import { Command } from "commander";
import type { DefineCommand } from "./command-context.ts";
import type { ExportFlags } from "./export.action.ts";
import { addExamples, addPlanFlags } from "./options.ts";

/** `fairline export`: a model as one ONNX file. */
export const exportCommand: DefineCommand = ({ terminal, finish }) => {
  const command = new Command("export")
    .summary("write a model as one ONNX file that takes raw columns")
    .description(
      "Writes encoder, network, maps of scores and decision rule as one ONNX file for ONNX Runtime and\n" +
        "others. It takes an input for each column: numbers as 64-bit floats, NaN where missing; categories\n" +
        "as text, empty where missing. Says what is inside. The model is an output of a pipeline that is in\n" +
        "the store, or a folder.",
    )
    .argument("[words...]", "a pipeline file and an output (train.model), or a model's folder")
    .requiredOption("--out <file>", "the ONNX file to write");
  addExamples(addPlanFlags(command), [
    [
      "fairline export pipelines/adult.yaml train@seed=1,strength=0.model --out adult.onnx",
      "one model of a matrix",
    ],
  ]);
  return command.action(async (words: readonly string[], flags: ExportFlags) => {
    finish(await (await import("./export.action.ts")).exportOnnxFile(words, flags, terminal));
  });
};
