import type { SourceLocation } from "@fairline/core";
import type { MapNode, Problems } from "@fairline/yaml";
import { nearestName } from "@fairline/core";
import { STAGE_KEYS } from "./keys.ts";

/** Checks that a stage says what it runs, and says it once. */
export function checkUsesOrCmd(
  {
    name,
    location,
    node,
  }: { readonly name: string; readonly location: SourceLocation; readonly node: MapNode },
  problems: Problems,
): void {
  const uses = node.entries.get("uses");
  const cmd = node.entries.get("cmd");
  if (uses !== undefined && cmd !== undefined) {
    problems.error(cmd.keyLocation, {
      code: "key-unknown",
      message: `the stage "${name}" has both \`uses\` and \`cmd\``,
      hint: "Keep one of them.",
    });
  }
  if (uses !== undefined || cmd !== undefined) return;
  const misspelt = [...node.entries.keys()].some(
    (key) =>
      !Object.hasOwn(STAGE_KEYS, key) && nearestName(key, Object.keys(STAGE_KEYS)) === "uses",
  );
  if (misspelt) return;
  problems.error(location, {
    code: "key-missing",
    message: `the stage "${name}" says neither what it \`uses\` nor a \`cmd\``,
    hint: "Add `uses:` with a stage, or `cmd:` with a command.",
  });
}
