import type { Problems } from "../diagnostics/problems.ts";
import type { SyntaxNode } from "../yaml/syntax.ts";

/** Refuses a version of the format other than 1. */
export function checkVersion(node: SyntaxNode, problems: Problems): void {
  if (node.type === "broken" || (node.type === "scalar" && node.value === 1)) return;
  const found = node.type === "scalar" ? JSON.stringify(node.value) : `a ${node.type}`;
  problems.error(node.place, {
    code: "version-unsupported",
    message: `version ${found} of the pipeline format is not supported`,
    hint: "Write `version: 1`.",
  });
}
