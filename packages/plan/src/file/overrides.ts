import type { SourceLocation } from "@fairline/core";
import { INVALID, asMap, isEmpty, parseYaml } from "@fairline/yaml";
import type { MapEntry, Problems, SyntaxNode } from "@fairline/yaml";
import { resolve } from "node:path";
import type { Loading } from "../load-context.ts";
import { checkOverride } from "./known-parameter.ts";
import { reportSetForm } from "./set-form.ts";
import { readYamlFile } from "./yaml-file.ts";

/** The name that problems give to the values of `--set`, one a line. */
const SET_OPTION = "--set";

type Entries = ReadonlyMap<string, MapEntry>;

/**
 * Replaces parameters by what the options say: files of parameters first, then `--set`; later ones win.
 *
 * A file replaces whole values by name; `--set a.b=` reaches into a map.
 */
export function applyOverrides(declared: Entries, loading: Loading): Entries {
  const { paramsFiles = [], set = [] } = loading.options;
  const afterFiles = paramsFiles.reduce(
    (entries, path) => applyFile(entries, path, loading),
    declared,
  );
  loading.texts.set(SET_OPTION, set.join("\n"));
  let offset = 0;
  return set.reduce((entries, assignment) => {
    const applied = applyAssignment(entries, assignment, offset, loading.problems);
    offset += assignment.length + 1;
    return applied;
  }, afterFiles);
}

function applyFile(entries: Entries, path: string, loading: Loading): Entries {
  const { problems } = loading;
  const file = resolve(path);
  const root = readYamlFile(
    { file, what: `the params file ${JSON.stringify(path)}`, at: { file } },
    loading,
  );
  if (root === undefined || isEmpty(root)) return entries;
  const changed = new Map(entries);
  const map = asMap(root, "a params file", problems);
  if (map === INVALID) return entries;
  for (const [name, entry] of map.entries) {
    if (checkOverride(name, { declared: entries }, entry.keyLocation, problems))
      changed.set(name, entry);
  }
  return changed;
}

function applyAssignment(
  entries: Entries,
  assignment: string,
  offset: number,
  problems: Problems,
): Entries {
  const equals = assignment.indexOf("=");
  const path = assignment.slice(0, Math.max(0, equals)).trim().split(".");
  const placeOf = (from: number, length: number): SourceLocation => ({
    file: SET_OPTION,
    range: { offset: offset + from, length },
  });
  if (equals < 0 || path.includes("")) {
    reportSetForm(assignment, placeOf(0, assignment.length), problems);
    return entries;
  }
  const value = parseValue(assignment.slice(equals + 1), offset + equals + 1, problems);
  const keyLocation = placeOf(0, equals);
  return value === undefined
    ? entries
    : (replaced(entries, 0, { path, entry: { keyLocation, value } }, problems) ?? entries);
}

/** Parses the value after `=`; its places count from the start of all assignments. */
function parseValue(text: string, offset: number, problems: Problems): SyntaxNode | undefined {
  const node = parseYaml({ file: SET_OPTION, text, offset }, problems);
  return node === INVALID ? undefined : node;
}

/** A value for a parameter, or for a part of one. */
interface Assignment {
  /** `["a", "b"]` for `a.b`. */
  readonly path: readonly string[];
  readonly entry: MapEntry;
}

/** The entries with one replaced, `depth` steps down its path; undefined where a name is unknown. */
function replaced(
  entries: Entries,
  depth: number,
  { path, entry }: Assignment,
  problems: Problems,
): Entries | undefined {
  const { keyLocation } = entry;
  const name = path[depth] ?? "";
  const within = { declared: entries, parent: path.slice(0, depth).join(".") };
  if (!checkOverride(name, within, keyLocation, problems)) return undefined;
  if (depth === path.length - 1) return new Map(entries).set(name, entry);
  const old = entries.get(name)?.value;
  const inner: Entries = old?.type === "map" ? old.entries : new Map<string, MapEntry>();
  const changed = replaced(inner, depth + 1, { path, entry }, problems);
  if (changed === undefined) return undefined;
  const value = { type: "map", entries: changed, location: keyLocation } as const;
  return new Map(entries).set(name, { keyLocation, value });
}
