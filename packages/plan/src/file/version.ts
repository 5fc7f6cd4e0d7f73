import type { Problems, SyntaxNode } from "@fairline/yaml";

/** Refuses a version of the format other than 1. */
export function checkVersion(node: SyntaxNode, problems: Problems): void {
  if (node.type === "invalid" || (node.type === "scalar" && node.value === 1)) return;
  const found = node.type === "scalar" ? JSON.stringify(node.value) : `a ${node.type}`;
  problems.error(node.location, {
    code: "version-unsupported",
    message: `version ${found} of the pipeline format is not supported`,
    hint: "Write `version: 1`.",
  });
}
