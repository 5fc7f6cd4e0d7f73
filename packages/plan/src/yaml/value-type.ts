import type { Problems } from "../diagnostics/problems.ts";
import type { ListNode, MapNode, SyntaxNode } from "./syntax.ts";

/** The node as a map; a problem, and undefined, where it is something else. */
export function asMap(node: SyntaxNode, name: string, problems: Problems): MapNode | undefined {
  if (node.type === "map") return node;
  reportType(node, name, "a map", problems);
  return undefined;
}

/** The node as a list; a problem, and undefined, where it is something else. */
export function asList(node: SyntaxNode, name: string, problems: Problems): ListNode | undefined {
  if (node.type === "list") return node;
  reportType(node, name, "a list", problems);
  return undefined;
}

/** The node as a text that is not empty; a problem, and undefined, where it is something else. */
export function asText(node: SyntaxNode, name: string, problems: Problems): string | undefined {
  if (node.type === "scalar" && typeof node.value === "string" && node.value.trim() !== "") {
    return node.value;
  }
  reportType(node, name, "text", problems);
  return undefined;
}

function reportType(node: SyntaxNode, name: string, wanted: string, problems: Problems): void {
  if (node.type === "broken") return;
  problems.error(node.place, {
    code: "value-type",
    message: `${name} must be ${wanted}, and is ${found(node)}`,
  });
}

function found(node: SyntaxNode): string {
  if (node.type !== "scalar") return `a ${node.type}`;
  return node.value === null ? "empty" : JSON.stringify(node.value);
}
