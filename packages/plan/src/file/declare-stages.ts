import type { SourceLocation } from "@fairline/core";
import { nameHint } from "@fairline/core";
import { INVALID, asMap, hasMisspelt } from "@fairline/yaml";
import type { MapEntry, MapNode, Problems, SyntaxNode } from "@fairline/yaml";
import { DEFAULT_KEYS, STAGE_KEYS, STAGE_KEY_NAMES, type StageKeyName } from "./keys.ts";
import { checkName } from "./names.ts";
import type { PipelineDocument } from "./read.ts";
import { fieldOf, type Fields, type StageDeclaration } from "./stage-declaration.ts";

/** Entries of a stage, or of `defaults`, whose keys are known. */
type StageEntries = ReadonlyMap<StageKeyName, MapEntry>;

/** Declares every stage of the document. One that is no map has none, and was reported. */
export function declareStages(
  document: PipelineDocument,
  problems: Problems,
): ReadonlyMap<string, StageDeclaration> {
  const defaults = readDefaults(document.defaults, problems);
  const declared = new Map<string, StageDeclaration>();
  for (const [name, { keyLocation, value }] of document.stages) {
    checkName(name, "stage", keyLocation, problems);
    const node = asMap(value, `the stage ${JSON.stringify(name)}`, problems);
    if (node === INVALID) continue;
    const fields = fieldsOf(name, node, defaults, problems);
    declared.set(name, { name, location: keyLocation, node, fields });
    checkUsesOrCmd(name, keyLocation, node, problems);
  }
  return declared;
}

function readDefaults(entries: ReadonlyMap<string, MapEntry>, problems: Problems): StageEntries {
  const [first] = entries.values();
  if (first === undefined) return new Map();
  const node: MapNode = { type: "map", entries, location: first.keyLocation };
  return stageEntries(node, { owner: "`defaults`", keys: DEFAULT_KEYS }, problems);
}

function fieldsOf(name: string, node: MapNode, defaults: StageEntries, problems: Problems): Fields {
  const own = stageEntries(node, { owner: `the stage "${name}"`, keys: STAGE_KEY_NAMES }, problems);
  const entries = new Map([...defaults, ...own]);
  const resources = defaults.get("resources");
  const ownResources = own.get("resources");
  if (resources !== undefined && ownResources !== undefined) {
    const value = mergeMaps(resources.value, ownResources.value);
    entries.set("resources", { keyLocation: ownResources.keyLocation, value });
  }
  return [...entries].reduce<Fields>(
    (fields, [key, entry]) => ({ ...fields, [key]: fieldOf(key, entry, problems) }),
    {},
  );
}

/** A stage that asks for more memory keeps the cpus of the defaults. */
function mergeMaps(base: SyntaxNode, own: SyntaxNode): SyntaxNode {
  if (base.type !== "map" || own.type !== "map") return own;
  return { ...own, entries: new Map([...base.entries, ...own.entries]) };
}

/** The entries whose keys are known and belong to the sort of stage; a problem for each other one. */
function stageEntries(
  node: MapNode,
  { owner, keys }: { readonly owner: string; readonly keys: readonly StageKeyName[] },
  problems: Problems,
): StageEntries {
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

/** Checks that a stage says what it runs, and says it once. */
function checkUsesOrCmd(
  name: string,
  location: SourceLocation,
  { entries }: MapNode,
  problems: Problems,
): void {
  const cmd = entries.get("cmd");
  if (entries.has("uses") && cmd !== undefined) {
    problems.error(cmd.keyLocation, {
      code: "key-unknown",
      message: `the stage "${name}" has both \`uses\` and \`cmd\``,
      hint: "Keep one of them.",
    });
  }
  if (entries.has("uses") || cmd !== undefined) return;
  if (hasMisspelt(entries.keys(), "uses", STAGE_KEY_NAMES)) return;
  problems.error(location, {
    code: "key-missing",
    message: `the stage "${name}" says neither what it \`uses\` nor a \`cmd\``,
    hint: "Add `uses:` with a stage, or `cmd:` with a command.",
  });
}
