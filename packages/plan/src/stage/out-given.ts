import type { Problems } from "@fairline/yaml";
import type { StageDeclaration } from "../file/stage-declaration.ts";

/** Whether a command says what it writes; what it does not declare is thrown away with its directory. */
export function checkOutGiven(
  { name, location, node }: StageDeclaration,
  problems: Problems,
): boolean {
  if (node.entries.has("out")) return true;
  problems.error(location, {
    code: "key-missing",
    message: `the command of "${name}" declares no \`out\`, and nothing else is kept of it`,
    hint: "Add `out: { result: result.json }`.",
  });
  return false;
}
