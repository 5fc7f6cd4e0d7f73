import { Command, Option } from "commander";
import type { DefineCommand } from "./command-context.ts";
import type { GraphFlags } from "./graph.action.ts";
import { addExamples, addPlanFlags } from "./options.ts";

const FORMATS = ["text", "mermaid", "dot", "json", "svg"] as const;

/** `fairline graph`: the pipeline as a graph. */
export const graphCommand: DefineCommand = ({ terminal, finish }) => {
  const command = new Command("graph")
    .summary("draw the pipeline")
    .description("Draws the stages of a pipeline and what flows between them. Nothing runs.")
    .argument("[pipeline]", "a pipeline file (default: fairline.yaml)")
    .addOption(new Option("-f, --format <format>", "how").choices(FORMATS).default("text"))
    .option("--json", "the same as --format json");
  addExamples(addPlanFlags(command), [
    ["fairline graph pipelines/adult.yaml", "as text"],
    ["fairline graph pipelines/adult.yaml -f svg > adult.svg", "as a picture"],
  ]);
  return command.action(async (pipeline: string | undefined, flags: GraphFlags) => {
    finish(await (await import("./graph.action.ts")).graph(pipeline, flags, terminal));
  });
};
