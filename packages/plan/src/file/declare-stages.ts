import { INVALID, asMap } from "@fairline/yaml";
import type { MapEntry, MapNode, Problems, SyntaxNode } from "@fairline/yaml";
import { checkName } from "../file/names.ts";
import { checkStageKeys } from "./stage-keys.ts";
import { checkUsesOrCmd } from "./uses-or-cmd.ts";
import type { PipelineDocument } from "./document.ts";
import { DEFAULT_KEYS, type StageKeyName } from "./keys.ts";
import { fieldOf, type Field, type StageDeclaration } from "./stage-declaration.ts";

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
    const stage = { name, location: keyLocation, node };
    declared.set(name, { ...stage, fields: fieldsOf(name, node, defaults, problems) });
    checkUsesOrCmd(stage, problems);
  }
  return declared;
}

function readDefaults(
  entries: ReadonlyMap<string, MapEntry>,
  problems: Problems,
): ReadonlyMap<StageKeyName, MapEntry> {
  const [first] = entries.values();
  if (first === undefined) return new Map();
  const node: MapNode = { type: "map", entries, location: first.keyLocation };
  return checkStageKeys(node, { owner: "`defaults`", keys: DEFAULT_KEYS }, problems);
}

function fieldsOf(
  name: string,
  node: MapNode,
  defaults: ReadonlyMap<StageKeyName, MapEntry>,
  problems: Problems,
): ReadonlyMap<StageKeyName, Field> {
  const own = checkStageKeys(node, { owner: `the stage "${name}"` }, problems);
  const entries = new Map([...defaults, ...own]);
  const resources = defaults.get("resources");
  const ownResources = own.get("resources");
  if (resources !== undefined && ownResources !== undefined) {
    const value = mergeMaps(resources.value, ownResources.value);
    entries.set("resources", { keyLocation: ownResources.keyLocation, value });
  }
  return new Map([...entries].map(([key, entry]) => [key, fieldOf(key, entry, problems)]));
}

/** A stage that asks for more memory keeps the cpus of the defaults. */
function mergeMaps(base: SyntaxNode, own: SyntaxNode): SyntaxNode {
  if (base.type !== "map" || own.type !== "map") return own;
  return { ...own, entries: new Map([...base.entries, ...own.entries]) };
}
