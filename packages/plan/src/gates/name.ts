import type { ReadGate } from "./read.ts";
import type { Problems } from "../diagnostics/problems.ts";
import { locate } from "../yaml/syntax.ts";

/** Checks that no two gates have the same name. */
export function checkGateNames(gates: readonly ReadGate[], problems: Problems): void {
  const seen = new Set<string>();
  for (const { fields, node } of gates) {
    if (seen.has(fields.name)) {
      problems.error(locate(node, ["name"]).node.place, {
        code: "name-duplicate",
        message: `there are two gates called "${fields.name}"`,
        hint: "Rename one of them.",
      });
    }
    seen.add(fields.name);
  }
}
