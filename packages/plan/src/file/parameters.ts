import type { JsonValue } from "@fairline/core";
import { BROKEN, evaluateTemplate } from "../expression/evaluate-template.ts";
import { compileTemplate } from "../expression/template.ts";
import { scopeOf } from "../expression/scope-of.ts";
import type { Parameters } from "../expression/scope.ts";
import type { Loading } from "../load-context.ts";
import { checkName } from "../yaml/valid-name.ts";
import type { MapEntry } from "../yaml/syntax.ts";
import { applyOverrides } from "./overrides.ts";

/** Evaluates `params:` after the overrides of the command line. */
export function readParameters(
  declared: ReadonlyMap<string, MapEntry>,
  loading: Loading,
): Parameters {
  const { problems } = loading;
  for (const [name, { keyPlace }] of declared) checkName(name, "parameter", keyPlace, problems);
  const entries = applyOverrides(declared, loading);
  const scope = scopeOf({ values: {}, broken: new Set() }, loading);
  const values: Record<string, JsonValue> = {};
  const broken = new Set<string>();
  for (const [name, { value: node }] of entries) {
    const value = evaluateTemplate(compileTemplate(node, [], problems), scope, problems);
    if (value === BROKEN) broken.add(name);
    else values[name] = value;
  }
  return { values, broken };
}
