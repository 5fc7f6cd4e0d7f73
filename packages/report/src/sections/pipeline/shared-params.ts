import type { JsonValue } from "@fairline/core";
import { isRecord } from "../../format/json.ts";
import { yamlText } from "../../format/yaml.ts";

/** Parameters of the instances of a stage: what they share, and what sets them apart. */
export interface SharedParams {
  /** As YAML, the way the pipeline file would say it; empty without any. */
  readonly shared: string;
  /** Paths of the parameters that differ: `fairness.strength`. */
  readonly varying: readonly string[];
  /** The varying parameters of each instance as texts, in the order of `varying`; undefined where one lacks it. */
  readonly values: readonly (readonly (string | undefined)[])[];
}

/**
 * Parts parameters into what all instances share and what differs. Maps are walked, lists are compared whole.
 *
 * @param instances - Parameters of each instance; at least one.
 */
export function shareParams(instances: readonly [JsonValue, ...JsonValue[]]): SharedParams {
  const leaves = instances.map((params) => new Map(leavesOf(params, [])));
  const paths = [...new Set(leaves.flatMap((map) => [...map.keys()]))];
  const varying = paths.filter(
    (path) => new Set(leaves.map((map) => JSON.stringify(map.get(path)))).size > 1,
  );
  const shared = without(instances[0], new Set(varying), []);
  return {
    shared:
      shared !== undefined && isRecord(shared) && Object.keys(shared).length > 0
        ? yamlText(shared)
        : "",
    varying: varying.map(pathText),
    values: leaves.map((map) => varying.map((path) => leafText(map.get(path)))),
  };
}

/** Values by path, a path as JSON so that names with dots stay apart. */
function leavesOf(
  value: JsonValue,
  path: readonly string[],
): readonly (readonly [string, JsonValue])[] {
  if (!isRecord(value) || Object.keys(value).length === 0) return [[JSON.stringify(path), value]];
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, [...path, name]));
}

/** The value without the leaves at some paths, and without the maps that this empties; undefined if nothing is left. */
function without(
  value: JsonValue,
  paths: ReadonlySet<string>,
  path: readonly string[],
): JsonValue | undefined {
  if (paths.has(JSON.stringify(path))) return undefined;
  if (!isRecord(value) || Object.keys(value).length === 0) return value;
  const kept = Object.entries(value).flatMap(([name, inner]) => {
    const rest = without(inner, paths, [...path, name]);
    return rest === undefined ? [] : [[name, rest] as const];
  });
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

function pathText(path: string): string {
  // Written by `leavesOf`: a list of names.
  return (JSON.parse(path) as readonly string[]).join(".");
}

function leafText(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" || value === undefined ? value : JSON.stringify(value);
}
