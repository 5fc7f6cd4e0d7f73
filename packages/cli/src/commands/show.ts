import { Command } from "commander";
import type { DefineCommand } from "./command-context.ts";
import { addExamples, addJsonFlag, addPlanFlags, parseCount } from "./options.ts";
import type { ShowFlags } from "./show.action.ts";

/** `fairline show`: what is inside an output. */
export const showCommand: DefineCommand = ({ terminal, finish }) => {
  const command = new Command("show")
    .summary("show an output: a table, metrics, a model")
    .description(
      "Shows an output that is in the store: a table's columns, roles and first rows, a table of metrics,\n" +
        "what a model reads and how it decides, or where a file lies. Nothing runs.",
    )
    .argument("[pipeline]", "a pipeline file (default: fairline.yaml)")
    .argument("[stage.port]", "an output: clean.data, or evaluate@strength=1.metrics")
    .option("--rows <n>", "rows of a table", parseCount, 10)
    .option("--metric <name>", "only this metric")
    .option("--attribute <column>", "only this sensitive attribute")
    .option("--path", "print the path in the store and nothing else");
  addExamples(addJsonFlag(addPlanFlags(command)), [
    ["fairline show pipelines/adult.yaml clean.data", "columns, roles and ten rows"],
    ["fairline show evaluate@strength=0.metrics --metric selection_rate", "figures by group"],
    ["duckdb -c \"from '$(fairline show clean.data --path)'\"", "hand a table to another tool"],
  ]);
  return command.action(
    async (first: string | undefined, second: string | undefined, flags: ShowFlags) => {
      const words = [first, second].filter((word) => word !== undefined);
      finish(await (await import("./show.action.ts")).show(words, flags, terminal));
    },
  );
};
