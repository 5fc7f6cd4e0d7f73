import { locate } from "@fairline/yaml";
import type { Problems } from "@fairline/yaml";
import type { ReadGate } from "./read.ts";

/** Checks that no two gates have the same name. */
export function checkGateNames(gates: readonly ReadGate[], problems: Problems): void {
  const seen = new Set<string>();
  for (const { fields, node } of gates) {
    if (seen.has(fields.name)) {
      problems.error(locate(node, ["name"]).node.location, {
        code: "name-duplicate",
        message: `there are two gates called "${fields.name}"`,
        hint: "Rename one of them.",
      });
    }
    seen.add(fields.name);
  }
}
