import type { JsonValue, Stage } from "@fairline/core";
import { INVALID, reportIssues } from "@fairline/yaml";
import type { Invalid, SyntaxNode } from "@fairline/yaml";
import type { z } from "zod";
import { evaluateTemplate } from "../expression/evaluate.ts";
import {
  fieldValue,
  instanceAt,
  parseOnce,
  type Field,
  type PointContext,
  type StageDeclaration,
} from "../file/stage-declaration.ts";
import type { StageValues } from "../file/keys.ts";

/** Parameters that a schema accepted, with defaults filled. */
type CheckedParams = Readonly<Record<string, unknown>>;

/**
 * Gives the parameters of a stage at one matrix point; {@link INVALID} where they have a problem, which is then reported.
 *
 * Where nothing is wrong but names that the stage does not have, it gives the others: the pipeline does not run, but what
 * depends on them, a file or a gate's metric, is checked too.
 */
export type ParamsChecker = (at: PointContext) => CheckedParams | Invalid;

/**
 * Makes the checker of a stage's parameters.
 *
 * Parameters that do not depend on the matrix are checked once, and every point gets the same object.
 */
export function paramsChecker(
  { fields, location }: StageDeclaration,
  { uses, stage }: { readonly uses: string; readonly stage: Stage },
): ParamsChecker {
  const field = fields.with;
  const schema = stage.params;
  const ownerLocation = field?.keyLocation ?? fields.uses?.node.location ?? location;
  const empty: SyntaxNode = { type: "map", entries: new Map(), location: ownerLocation };
  const node = field?.node ?? empty;
  const names = { owner: uses, noun: "parameter", ownerLocation } as const;

  const check: ParamsChecker = (at) => {
    const given = field === undefined ? NOTHING : givenParams(field, at);
    if (given === INVALID) return INVALID;
    const { value, invalid } = given;
    const result = schema.safeParse(value, field?.varies === true ? {} : parseOnce);
    if (result.success) return invalid.size === 0 ? result.data : INVALID;
    const issues = result.error.issues.filter(({ path }) => !invalid.has(String(path[0])));
    const instanceOf = instanceAt(field, at.instance);
    reportIssues(issues, { schema, node, ...names, value, instanceOf }, at.context.problems);
    const others = invalid.size === 0 ? withoutUnknown(value, result.error.issues) : undefined;
    const rest = others === undefined ? undefined : schema.safeParse(others, parseOnce);
    return rest?.success === true ? rest.data : INVALID;
  };

  if (field?.varies === true) return check;
  const once: { params?: CheckedParams | Invalid } = {};
  return (at) => (once.params ??= check(at));
}

/** A map without the keys that the schema does not know; undefined where it found anything else wrong. */
function withoutUnknown(
  value: StageValues["with"],
  issues: readonly z.core.$ZodIssue[],
): StageValues["with"] | undefined {
  const unknown = new Set<string>();
  for (const issue of issues) {
    if (issue.code !== "unrecognized_keys" || issue.path.length > 0) return undefined;
    for (const key of issue.keys) unknown.add(key);
  }
  return Object.fromEntries(Object.entries(value).filter(([key]) => !unknown.has(key)));
}

/** What `with:` comes to. Parameters whose expression has no value are left out, so that the others are checked. */
interface GivenParams {
  readonly value: StageValues["with"];
  readonly invalid: ReadonlySet<string>;
}

const NOTHING: GivenParams = { value: {}, invalid: new Set() };

function givenParams(field: Field<StageValues["with"]>, at: PointContext): GivenParams | Invalid {
  const { template } = field;
  if (template.type !== "map") {
    const value = fieldValue(field, at);
    return value === INVALID ? INVALID : { value, invalid: new Set() };
  }
  const value: Record<string, JsonValue> = {};
  const invalid = new Set<string>();
  for (const [name, inner] of template.entries) {
    const one = evaluateTemplate(inner, at.scope, at.context.problems);
    if (one === INVALID) invalid.add(name);
    else value[name] = one;
  }
  return { value, invalid };
}
