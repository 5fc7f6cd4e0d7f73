import { unreachable } from "@fairline/core";
import type { Plan } from "@fairline/plan";
import { dotGraph } from "./dot.ts";
import { jsonGraph } from "./json.ts";
import { mermaidGraph } from "./mermaid.ts";
import { textGraph } from "./text.ts";

/** The forms that {@link renderGraph} writes. */
export const GRAPH_FORMATS = ["text", "mermaid", "dot", "json"] as const;

/** One of {@link GRAPH_FORMATS}. */
export type GraphFormat = (typeof GRAPH_FORMATS)[number];

/** Writes the graph of a plan. All forms draw one node a stage; `json` has every instance as well. Ends with a line break. */
export function renderGraph(plan: Plan, format: GraphFormat): string {
  switch (format) {
    case "text":
      return textGraph(plan);
    case "mermaid":
      return mermaidGraph(plan);
    case "dot":
      return dotGraph(plan);
    case "json":
      return jsonGraph(plan);
    default:
      return unreachable(format);
  }
}
