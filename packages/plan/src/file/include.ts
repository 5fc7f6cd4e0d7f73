import { INVALID, asMap, asText, knownEntries } from "@fairline/yaml";
import type { MapEntry } from "@fairline/yaml";
import { resolvePath, type Loading } from "../load-context.ts";
import { reportIncludeConflict } from "./include-conflict.ts";
import { checkVersion } from "./version.ts";
import { mapEntries, readYamlFile } from "./yaml-file.ts";

/** The parts that an included file may have, besides its version. */
const SECTIONS = ["params", "defaults", "stages"] as const;

/** The parts of a file that includes merge into. */
export type Sections = Readonly<Record<(typeof SECTIONS)[number], ReadonlyMap<string, MapEntry>>>;

/** Merges the files that `include:` names. A name in two of them is a problem; the first one stays. */
export function mergeIncludes(
  include: MapEntry | undefined,
  own: Sections,
  loading: Loading,
): Sections {
  if (include === undefined) return own;
  const { value } = include;
  const nodes = value.type === "list" ? value.items : [value];
  return nodes.reduce((merged, node) => {
    const path = asText(node, '"include"', loading.problems);
    const fragment = path === INVALID ? undefined : readFragment(path, node.location, loading);
    return fragment === undefined ? merged : merge(merged, fragment, loading);
  }, own);
}

function readFragment(
  path: string,
  location: MapEntry["keyLocation"],
  loading: Loading,
): Sections | undefined {
  const { problems, texts } = loading;
  const file = resolvePath(loading, path);
  if (texts.has(file)) {
    problems.error(location, {
      code: "include-conflict",
      message: `"${path}" is included twice, or includes itself`,
      hint: "Remove the line.",
    });
    return undefined;
  }
  const read = readYamlFile(
    { file, what: `the included file ${JSON.stringify(path)}`, at: location },
    loading,
  );
  const map = read && asMap(read, "an included file", problems);
  if (map === undefined || map === INVALID) return undefined;
  const entries = knownEntries(map, ["version", ...SECTIONS], "an included file", problems);
  const version = entries.get("version");
  if (version !== undefined) checkVersion(version.value, problems);
  return {
    params: mapEntries(entries, "params", problems),
    defaults: mapEntries(entries, "defaults", problems),
    stages: mapEntries(entries, "stages", problems),
  };
}

function merge(own: Sections, fragment: Sections, { problems }: Loading): Sections {
  const section = (name: (typeof SECTIONS)[number]): ReadonlyMap<string, MapEntry> => {
    const merged = new Map(own[name]);
    for (const [key, entry] of fragment[name]) {
      const first = merged.get(key);
      if (first === undefined) merged.set(key, entry);
      else reportIncludeConflict({ section: name, key, first, second: entry }, problems);
    }
    return merged;
  };
  return { params: section("params"), defaults: section("defaults"), stages: section("stages") };
}
