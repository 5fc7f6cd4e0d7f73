import type { ExitCode } from "../exit-code.ts";
import { renderGraph } from "../render/graph/graph.ts";
import type { PlanFlags } from "../session/flags.ts";
import { loadPlan } from "../session/load-plan.ts";
import { onlyPipeline } from "../session/pipeline-path.ts";
import type { Terminal } from "../terminal.ts";

/** The formats that a graph can be drawn in. */
export type GraphFormat = "text" | "mermaid" | "dot" | "json" | "svg";

/** Options of `fairline graph`. */
export interface GraphFlags extends PlanFlags {
  readonly format: GraphFormat;
}

/** Draws a pipeline. */
export async function graph(
  pipeline: string | undefined,
  flags: GraphFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const { plan } = await loadPlan(onlyPipeline(pipeline, terminal.cwd), flags, terminal);
  const format = flags.json === true ? "json" : flags.format;
  const text = format === "svg" ? await svg(renderGraph(plan, "dot")) : renderGraph(plan, format);
  terminal.out(text.endsWith("\n") ? text : `${text}\n`);
  return 0;
}

async function svg(dot: string): Promise<string> {
  // Graphviz is heavy, and the other formats do without it.
  const { instance } = await import("@viz-js/viz");
  const viz = await instance();
  return viz.renderString(dot, { format: "svg" });
}
