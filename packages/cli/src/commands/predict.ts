import { Command } from "commander";
import type { DefineCommand } from "./command-context.ts";
import { addExamples, addPlanFlags, gather } from "./options.ts";
import type { PredictFlags } from "./predict.action.ts";

/** `fairline predict`: scores and decisions for rows of a file. */
export const predictCommand: DefineCommand = ({ terminal, finish }) => {
  const command = new Command("predict")
    .summary("score and decide rows of a file with a model")
    .description(
      "Reads raw rows (CSV, TSV, NDJSON or Arrow, by the extension), some at a time, and writes a CSV\n" +
        "file with each row's number, score and prediction. The model is an output of a pipeline that is in\n" +
        "the store, or a folder. Rows that do not fit the model are refused, with column and row; values\n" +
        "that it never saw are counted in a warning.",
    )
    .argument(
      "[words...]",
      "a pipeline file, an output (train.model), and the rows; or a model's folder and the rows",
    )
    .requiredOption("--out <file>", "the CSV file to write; it is there whole or not at all")
    .option("--keep <column>", "a column to copy to the output, an id; repeatable", gather)
    .option(
      "--delimiter <text>",
      "between fields of a text file (default: found from its first lines; tab for .tsv)",
    );
  addExamples(addPlanFlags(command), [
    [
      "fairline predict pipelines/adult.yaml train@seed=1,strength=0.model new.csv --out scores.csv",
      "score a file with one model of a matrix",
    ],
    [
      "fairline predict pipelines/adult.yaml train@seed=1,strength=1.model new.csv --out scores.csv --keep sex",
      "the same, with a column beside the scores",
    ],
  ]);
  return command.action(async (words: readonly string[], flags: PredictFlags) => {
    finish(await (await import("./predict.action.ts")).predict(words, flags, terminal));
  });
};
