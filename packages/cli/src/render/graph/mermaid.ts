import type { Plan } from "@fairline/plan";
import { visible } from "@fairline/yaml";
import { overviewOf, type OverviewEdge, type OverviewNode } from "./overview.ts";

const ARROWS: Readonly<Record<OverviewEdge["type"], string>> = {
  data: "-->",
  "fan-in": "==>",
  needs: "-.->",
};

/** A Mermaid flowchart; thick arrows fan in, dotted ones are order without data. */
export function mermaidGraph(plan: Plan): string {
  const { nodes, edges } = overviewOf(plan);
  const ids = new Map(nodes.map(({ name }, i) => [name, `n${String(i)}`]));
  const lines = edges.map(({ from, to, type, input }) => {
    const label = input === "" ? "" : `|${quoted(input)}|`;
    return `  ${ids.get(from)!} ${ARROWS[type]}${label} ${ids.get(to)!}`;
  });
  return [
    "flowchart LR",
    ...nodes.map((node) => nodeLine(node, ids.get(node.name)!)),
    ...lines,
    "",
  ].join("\n");
}

function nodeLine({ name, type, uses, instances }: OverviewNode, id: string): string {
  if (type === "file") return `  ${id}[/${quoted(name)}/]`;
  const title = instances === 1 ? name : `${name} ×${String(instances)}`;
  return `  ${id}[${quoted(title, uses)}]`;
}

/** Lines of text in quotes, with what Mermaid or HTML would read written as entities. */
function quoted(...lines: readonly string[]): string {
  const escaped = lines.map((line) =>
    visible(line).replaceAll(/[#&<>"`\\]/gu, (character) => `#${String(character.charCodeAt(0))};`),
  );
  return `"${escaped.join("<br/>")}"`;
}
