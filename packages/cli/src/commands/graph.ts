import { Command, Option } from "commander";
import type { ExitCode } from "../exit-code.ts";
import type { PlanFlags } from "./flags.ts";
import { addExamples, addPlanFlags } from "./flags.ts";
import type { DefineCommand } from "./command-context.ts";
import type { Terminal } from "../terminal.ts";

const FORMATS = ["text", "mermaid", "dot", "json", "svg"] as const;

interface GraphFlags extends PlanFlags {
  readonly format: (typeof FORMATS)[number];
}

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
    finish(await graph(pipeline, flags, terminal));
  });
};

async function graph(
  pipeline: string | undefined,
  flags: GraphFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const [{ loadPlan }, { onlyPipeline }] = await Promise.all([
    import("../session/session.ts"),
    import("../session/pipeline-path.ts"),
  ]);
  const { plan } = await loadPlan(onlyPipeline(pipeline, terminal.cwd), flags, terminal);
  const { renderGraph } = await import("../render/graph/graph.ts");
  const format = flags.json === true ? "json" : flags.format;
  const text = format === "svg" ? await svg(renderGraph(plan, "dot")) : renderGraph(plan, format);
  terminal.out(text.endsWith("\n") ? text : `${text}\n`);
  return 0;
}

async function svg(dot: string): Promise<string> {
  const { instance } = await import("@viz-js/viz");
  const viz = await instance();
  return viz.renderString(dot, { format: "svg" });
}
