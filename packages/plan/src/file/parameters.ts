import { resolve } from "node:path";
import { nameHint } from "@fairline/core";
import type { JsonValue, SourceLocation } from "@fairline/core";
import { INVALID, asMap, isEmpty, parseYaml } from "@fairline/yaml";
import type { MapEntry, ProblemLocation, Problems } from "@fairline/yaml";
import { evaluateTemplate } from "../expression/evaluate.ts";
import { scopeOf, type Parameters } from "../expression/scope.ts";
import { compileTemplate } from "../expression/template.ts";
import type { LoadContext } from "../load-context.ts";
import { checkName } from "./names.ts";
import { readYamlFile } from "./yaml-file.ts";

/** The name that problems give to the values of `--set`, one a line. */
const SET_OPTION = "--set";

type Entries = ReadonlyMap<string, MapEntry>;

/** Evaluates `params:` after the overrides of the command line. */
export function readParameters(declared: Entries, context: LoadContext): Parameters {
  const { problems } = context;
  for (const [name, { keyLocation }] of declared) {
    checkName(name, "parameter", keyLocation, problems);
  }
  const entries = applyOverrides(declared, context);
  const scope = scopeOf({ values: {}, invalid: new Set() }, context);
  const values: Record<string, JsonValue> = {};
  const invalid = new Set<string>();
  for (const [name, { value: node }] of entries) {
    const value = evaluateTemplate(compileTemplate(node, [], problems), scope, problems);
    if (value === INVALID) invalid.add(name);
    else values[name] = value;
  }
  return { values, invalid };
}

/**
 * Replaces parameters by what the options say: files of parameters first, then `--set`; later ones win.
 *
 * A file replaces whole values by name; `--set a.b=` reaches into a map.
 */
function applyOverrides(declared: Entries, context: LoadContext): Entries {
  const { paramsFiles = [], set = [] } = context.options;
  const afterFiles = paramsFiles.reduce(
    (entries, path) => applyFile(entries, path, context),
    declared,
  );
  context.texts.set(SET_OPTION, set.join("\n"));
  let offset = 0;
  return set.reduce((entries, assignment) => {
    const applied = applyAssignment(entries, assignment, offset, context.problems);
    offset += assignment.length + 1;
    return applied;
  }, afterFiles);
}

function applyFile(entries: Entries, path: string, context: LoadContext): Entries {
  const { problems } = context;
  const file = resolve(path);
  const what = `the params file ${JSON.stringify(path)}`;
  const root = readYamlFile({ file, what, at: { file } }, context);
  if (root === undefined || isEmpty(root)) return entries;
  const map = asMap(root, "a params file", problems);
  if (map === INVALID) return entries;
  const changed = new Map(entries);
  for (const [name, entry] of map.entries) {
    if (checkOverride(name, { declared: entries }, entry.keyLocation, problems)) {
      changed.set(name, entry);
    }
  }
  return changed;
}

/** Whether an option overrides a parameter that `params:` declares; a problem where it does not. */
function checkOverride(
  name: string,
  within: {
    readonly declared: Entries;
    /** The parameter that the name is a part of: `a` in `--set a.b=1`. */
    readonly parent?: string;
  },
  location: ProblemLocation,
  problems: Problems,
): boolean {
  const { declared, parent = "" } = within;
  if (declared.has(name)) return true;
  const owner = parent === "" ? "the pipeline" : `the parameter "${parent}"`;
  problems.error(location, {
    code: "param-unknown",
    message: `${owner} has no parameter ${JSON.stringify(name)}`,
    hint: nameHint(name, declared.keys(), "parameters"),
  });
  return false;
}

/** @param offset - Where the assignment starts among all of them. */
function applyAssignment(
  entries: Entries,
  assignment: string,
  offset: number,
  problems: Problems,
): Entries {
  const equals = assignment.indexOf("=");
  const path = assignment.slice(0, Math.max(0, equals)).trim().split(".");
  const locationOf = (length: number): SourceLocation => ({
    file: SET_OPTION,
    range: { offset, length },
  });
  if (equals < 0 || path.includes("")) {
    problems.error(locationOf(assignment.length), {
      code: "option-invalid",
      message: `--set ${JSON.stringify(assignment)} is not of the form name=value`,
      hint: "Write --set name=value, or --set name.key=value.",
    });
    return entries;
  }
  const text = asYaml(assignment.slice(equals + 1));
  const value = parseYaml({ file: SET_OPTION, text, offset: offset + equals + 1 }, problems);
  if (value === INVALID) return entries;
  const entry = { keyLocation: locationOf(equals), value };
  return replaced(entries, 0, { path, entry }, problems) ?? entries;
}

/** A value of `--set` as YAML: a text that YAML would cut at a `#`, or take for a map or a directive, is meant as it is. */
function asYaml(given: string): string {
  const isQuoted = /^\s*[[{"'&*!|>]/u.test(given);
  const isMisread = /^\s*[%@`#]|^\s*- |\s#|:\s|:$/u.test(given);
  return isMisread && !isQuoted ? JSON.stringify(given) : given;
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
