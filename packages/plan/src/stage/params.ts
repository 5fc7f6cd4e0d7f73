import { INVALID, reportIssues } from "@fairline/yaml";
import type { Invalid, Problems, SyntaxNode } from "@fairline/yaml";
import type { JsonValue, Stage } from "@fairline/core";
import type { z } from "zod";
import {
  fieldValue,
  instanceAt,
  type Field,
  type StageDeclaration,
} from "../file/stage-declaration.ts";
import { evaluateTemplate } from "../expression/evaluate-template.ts";
import type { Scope } from "../expression/scope.ts";

/** Parameters that a schema accepted, with defaults filled. */
type CheckedParams = Readonly<Record<string, unknown>>;

/**
 * Gives the parameters of a stage at one matrix point; {@link INVALID} where they have a problem, which is then reported.
 *
 * Where nothing is wrong but names that the stage does not have, it gives the others: the pipeline does not run, but what
 * depends on them, a file or a gate's metric, is checked too.
 */
export type ParamsChecker = (scope: Scope, instance: string) => CheckedParams | Invalid;

/**
 * Makes the checker of a stage's parameters.
 *
 * Parameters that do not depend on the matrix are checked once, and every point gets the same object.
 */
export function paramsChecker(
  declaration: StageDeclaration,
  { uses, stage }: { readonly uses: string; readonly stage: Stage },
  problems: Problems,
): ParamsChecker {
  const { fields, location } = declaration;
  const field = fields.get("with");
  const home = field?.keyLocation ?? fields.get("uses")?.node.location ?? location;
  const node: SyntaxNode = field?.node ?? { type: "map", entries: new Map(), location: home };
  const about = {
    owner: uses,
    noun: "parameter",
    schema: stage.params,
    node,
    ownerLocation: home,
  } as const;

  const check: ParamsChecker = (scope, instance) => {
    const given = field === undefined ? NOTHING : givenParams(field, scope, instance, problems);
    if (given === INVALID) return INVALID;
    const { value, broken } = given;
    const result = stage.params.safeParse(value);
    if (result.success) return broken.size === 0 ? result.data : INVALID;
    const issues = result.error.issues.filter(({ path }) => !broken.has(String(path[0])));
    const instanceOf = instanceAt(field, instance);
    reportIssues(issues, { ...about, value, instanceOf }, problems);
    const others = broken.size === 0 ? withoutUnknown(value, result.error.issues) : undefined;
    const rest = others === undefined ? undefined : stage.params.safeParse(others);
    return rest?.success === true ? rest.data : INVALID;
  };

  let settled: CheckedParams | Invalid | undefined;
  return field?.varies === true ? check : (...point) => (settled ??= check(...point));
}

/** A map without the keys that the schema does not know; undefined where it found anything else wrong. */
function withoutUnknown(
  value: JsonValue,
  issues: readonly z.core.$ZodIssue[],
): JsonValue | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const unknown = new Set<string>();
  for (const issue of issues) {
    if (issue.code !== "unrecognized_keys" || issue.path.length > 0) return undefined;
    for (const key of issue.keys) unknown.add(key);
  }
  return Object.fromEntries(Object.entries(value).filter(([key]) => !unknown.has(key)));
}

/** What `with:` comes to. Parameters whose expression is broken are left out, so that the others are checked. */
interface GivenParams {
  readonly value: JsonValue;
  readonly broken: ReadonlySet<string>;
}

const NOTHING: GivenParams = { value: {}, broken: new Set() };

function givenParams(
  field: Field,
  scope: Scope,
  instance: string,
  problems: Problems,
): GivenParams | Invalid {
  const { template } = field;
  if (template.type !== "map") {
    const value = fieldValue(field, scope, instance, problems);
    // The shape of `with` is a map of JSON values.
    return value === INVALID ? INVALID : { value: value as JsonValue, broken: new Set() };
  }
  const values: Record<string, JsonValue> = {};
  const broken = new Set<string>();
  for (const [name, inner] of template.entries) {
    const value = evaluateTemplate(inner, scope, problems);
    if (value === INVALID) broken.add(name);
    else values[name] = value;
  }
  return { value: values, broken };
}
