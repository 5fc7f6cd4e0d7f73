import { INVALID } from "@fairline/yaml";
import type { MapEntry } from "@fairline/yaml";
import { checkName } from "../file/names.ts";
import type { JsonValue } from "@fairline/core";
import { evaluateTemplate } from "../expression/evaluate-template.ts";
import { compileTemplate } from "../expression/template.ts";
import { scopeOf } from "../expression/scope-of.ts";
import type { Parameters } from "../expression/scope.ts";
import type { Loading } from "../load-context.ts";
import { applyOverrides } from "./overrides.ts";

/** Evaluates `params:` after the overrides of the command line. */
export function readParameters(
  declared: ReadonlyMap<string, MapEntry>,
  loading: Loading,
): Parameters {
  const { problems } = loading;
  for (const [name, { keyLocation }] of declared)
    checkName(name, "parameter", keyLocation, problems);
  const entries = applyOverrides(declared, loading);
  const scope = scopeOf({ values: {}, broken: new Set() }, loading);
  const values: Record<string, JsonValue> = {};
  const broken = new Set<string>();
  for (const [name, { value: node }] of entries) {
    const value = evaluateTemplate(compileTemplate(node, [], problems), scope, problems);
    if (value === INVALID) broken.add(name);
    else values[name] = value;
  }
  return { values, broken };
}
