import type { SourceLocation } from "@fairline/core";
import type { Problems } from "@fairline/yaml";
import { nameHint } from "@fairline/core";
import { partsOf, type Expression, type PathExpression } from "@fairline/expression";
import { ROOTS, type Root } from "./scope.ts";

/** Whether every path of an expression starts with a root that can be used where it stands. */
export function checkRoots(
  expression: Expression,
  roots: readonly Root[],
  placeOf: (path: PathExpression) => SourceLocation,
  problems: Problems,
): boolean {
  let valid = true;
  for (const part of partsOf(expression)) {
    if (part.type !== "path" || roots.includes(part.name as Root)) continue;
    valid = false;
    problems.error(placeOf(part), {
      code: "expression-unknown",
      message: messageFor(part.name, roots),
      hint: hintFor(part.name, roots),
    });
  }
  return valid;
}

function messageFor(root: string, roots: readonly Root[]): string {
  if (!isRoot(root)) return `an expression cannot start with "${root}"`;
  if (roots.length === 0) return `\`${root}\` cannot be used in \`params\``;
  return `\`${root}\` cannot be used here`;
}

function hintFor(root: string, roots: readonly Root[]): string {
  if (isRoot(root) && ["in", "out", "env"].includes(root)) return `Use \`${root}\` in \`cmd\`.`;
  if (roots.length === 0) return "Write the value, or compute it with range() or file().";
  return isRoot(root) ? `Use ${roots.join(" or ")} here.` : nameHint(root, roots, "roots");
}

function isRoot(name: string): name is Root {
  return ROOTS.includes(name as Root);
}
