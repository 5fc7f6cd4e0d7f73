import type { Plan } from "@fairline/plan";
import { visible } from "@fairline/yaml";
import { overviewOf, type OverviewEdge, type OverviewNode } from "./overview.ts";

const STYLES: Readonly<Record<OverviewEdge["type"], string>> = {
  data: "solid",
  "fan-in": "bold",
  needs: "dotted",
};

/** A Graphviz digraph; bold edges fan in, dotted ones are order without data. */
export function dotGraph(plan: Plan): string {
  const { nodes, edges } = overviewOf(plan);
  const lines = edges.map(
    ({ from, to, type, input }) =>
      `  ${quoted(from)} -> ${quoted(to)} [style=${STYLES[type]}, label=${quoted(input)}];`,
  );
  return [
    `digraph ${quoted(plan.name)} {`,
    "  rankdir=LR;",
    "  node [shape=box];",
    ...nodes.map(nodeLine),
    ...lines,
    "}",
    "",
  ].join("\n");
}

function nodeLine({ name, type, uses, instances }: OverviewNode): string {
  if (type === "file") return `  ${quoted(name)} [shape=note];`;
  const title = instances === 1 ? name : `${name} ×${String(instances)}`;
  return `  ${quoted(name)} [label=${quoted(title, uses)}];`;
}

function quoted(...lines: readonly string[]): string {
  const escaped = lines.map((line) =>
    visible(line).replaceAll("\\", "\\\\").replaceAll('"', '\\"'),
  );
  return `"${escaped.join("\\n")}"`;
}
