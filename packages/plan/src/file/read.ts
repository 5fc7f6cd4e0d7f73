import {
  INVALID,
  asList,
  asMap,
  checkNeededKey,
  isEmpty,
  isValid,
  jsonOf,
  knownEntries,
  reportIssues,
} from "@fairline/yaml";
import type { MapEntry, MapNode, Problems } from "@fairline/yaml";
import type { Loading } from "../load-context.ts";
import { checkSomeStages } from "./some-stages.ts";
import { checkVersion } from "./version.ts";
import type { PipelineDocument } from "./document.ts";
import { mergeIncludes } from "./include.ts";
import { PIPELINE_KEYS } from "./keys.ts";
import { mapEntries, readYamlFile } from "./yaml-file.ts";

/** The keys at the top of a pipeline file. */
const KEYS = Object.keys(PIPELINE_KEYS);

/**
 * Reads a pipeline file and its includes.
 *
 * @returns Undefined where the file cannot be read or parsed, or is no map.
 */
export function readDocument(loading: Loading): PipelineDocument | undefined {
  const { file, problems } = loading;
  const root = readYamlFile(
    { file, what: `the pipeline file ${JSON.stringify(loading.options.file)}`, at: { file } },
    loading,
  );
  if (root === undefined) return undefined;
  if (isEmpty(root)) {
    problems.error({ file }, { code: "key-missing", message: "the pipeline file is empty" });
    return undefined;
  }
  const map = asMap(root, "a pipeline file", problems);
  return map === INVALID ? undefined : readTop(map, loading);
}

function readTop(map: MapNode, loading: Loading): PipelineDocument {
  const { file, problems } = loading;
  const entries = knownEntries(map, KEYS, "a pipeline file", problems);
  const about = { owner: "a pipeline file", known: KEYS, at: { file } };
  checkNeededKey(map, "version", { ...about, hint: "Add `version: 1`." }, problems);
  checkNeededKey(map, "name", { ...about, hint: "Add `name:`." }, problems);
  if (!entries.has("include")) {
    checkNeededKey(map, "stages", { ...about, hint: "Add `stages:`." }, problems);
  }
  const version = entries.get("version");
  if (version !== undefined) checkVersion(version.value, problems);
  const own = {
    params: mapEntries(entries, "params", problems),
    defaults: mapEntries(entries, "defaults", problems),
    stages: mapEntries(entries, "stages", problems),
  };
  const merged = mergeIncludes(entries.get("include"), own, loading);
  checkSomeStages(merged.stages, entries.get("stages"), loading);
  return {
    name: textOf(entries, "name", problems),
    description: textOf(entries, "description", problems),
    seed: entries.get("seed"),
    ...merged,
    gates: gateNodes(entries.get("gates"), problems),
  };
}

function gateNodes(entry: MapEntry | undefined, problems: Problems): readonly MapNode[] {
  if (entry === undefined || isEmpty(entry.value)) return [];
  const list = asList(entry.value, '"gates"', problems);
  if (list === INVALID) return [];
  return list.items.map((item) => asMap(item, "a gate", problems)).filter(isValid);
}

function textOf(
  entries: ReadonlyMap<string, MapEntry>,
  key: "name" | "description",
  problems: Problems,
): string {
  const entry = entries.get(key);
  if (entry === undefined || entry.value.type === "invalid") return "";
  const value = jsonOf(entry.value);
  const shape = PIPELINE_KEYS[key];
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const about = {
    owner: "a pipeline file",
    noun: "key",
    ownerLocation: entry.keyLocation,
    prefix: key,
  } as const;
  reportIssues(
    result.error.issues,
    { schema: shape, value, node: entry.value, ...about },
    problems,
  );
  return "";
}
