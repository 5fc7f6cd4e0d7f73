import type { MapEntry, MapNode, Problems } from "@fairline/yaml";
import { nameHint } from "@fairline/core";
import { STAGE_KEYS, type StageKeyName } from "./keys.ts";

const ALL = Object.keys(STAGE_KEYS) as StageKeyName[];

/** The entries of a stage (or of `defaults`) whose keys are known and belong to its sort; a problem for each other one. */
export function checkStageKeys(
  node: MapNode,
  about: { readonly owner: string; readonly keys?: readonly StageKeyName[] },
  problems: Problems,
): ReadonlyMap<StageKeyName, MapEntry> {
  const { owner, keys = ALL } = about;
  const entries = new Map<StageKeyName, MapEntry>();
  for (const [key, entry] of node.entries) {
    const name = keys.find((one) => one === key);
    if (name === undefined) {
      problems.error(entry.keyLocation, {
        code: "key-unknown",
        message: `${owner} has no key ${JSON.stringify(key)}`,
        hint: nameHint(key, keys, "keys"),
      });
    } else if (isMisplaced(name, node)) reportMisplaced(name, owner, entry, problems);
    else entries.set(name, entry);
  }
  return entries;
}

/** Whether a key of commands stands in a stage that `uses` another, or the other way round. */
function isMisplaced(name: StageKeyName, { entries }: MapNode): boolean {
  const { only } = STAGE_KEYS[name];
  if (only === undefined || entries.has(only)) return false;
  return entries.has(only === "uses" ? "cmd" : "uses");
}

function reportMisplaced(
  name: StageKeyName,
  owner: string,
  { keyLocation }: MapEntry,
  problems: Problems,
): void {
  const { only } = STAGE_KEYS[name];
  problems.error(keyLocation, {
    code: "key-unknown",
    message: `"${name}" belongs to a stage with \`${String(only)}\`, and ${owner} has none`,
    hint:
      only === "uses"
        ? "Put values into the command: ${{ params.x }}."
        : `Remove \`${name}:\`, or write a command with \`cmd:\`.`,
  });
}
