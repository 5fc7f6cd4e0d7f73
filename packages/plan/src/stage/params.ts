import type { JsonValue, Stage } from "@fairline/core";
import type { z } from "zod";
import { fieldValue, type Field, type StageDeclaration } from "../file/stage-declaration.ts";
import { BROKEN, evaluateTemplate } from "../expression/evaluate-template.ts";
import type { Scope } from "../expression/scope.ts";
import { reportIssues } from "../schema-errors/report.ts";
import type { Problems } from "../diagnostics/problems.ts";
import type { SyntaxNode } from "../yaml/syntax.ts";

/** Parameters that a schema accepted, with defaults filled. */
type CheckedParams = Readonly<Record<string, unknown>>;

/**
 * Gives the parameters of a stage at one matrix point; {@link BROKEN} where they have a problem, which is then reported.
 *
 * Where nothing is wrong but names that the stage does not have, it gives the others: the pipeline does not run, but what
 * depends on them, a file or a gate's metric, is checked too.
 */
export type ParamsChecker = (scope: Scope, instance: string) => CheckedParams | typeof BROKEN;

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
  const { fields, place } = declaration;
  const field = fields.get("with");
  const home = field?.keyPlace ?? fields.get("uses")?.node.place ?? place;
  const node: SyntaxNode = field?.node ?? { type: "map", entries: new Map(), place: home };
  const about = { owner: uses, noun: "parameter", schema: stage.params, node, home } as const;

  const check: ParamsChecker = (scope, instance) => {
    const given = field === undefined ? NOTHING : givenParams(field, scope, instance, problems);
    if (given === BROKEN) return BROKEN;
    const { value, broken } = given;
    const result = stage.params.safeParse(value);
    if (result.success) return broken.size === 0 ? result.data : BROKEN;
    const issues = result.error.issues.filter(({ path }) => !broken.has(String(path[0])));
    const at = field?.varies === true ? instance : undefined;
    reportIssues(issues, { ...about, value, instance: at }, problems);
    const others = broken.size === 0 ? withoutUnknown(value, result.error.issues) : undefined;
    const rest = others === undefined ? undefined : stage.params.safeParse(others);
    return rest?.success === true ? rest.data : BROKEN;
  };

  let settled: CheckedParams | typeof BROKEN | undefined;
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
): GivenParams | typeof BROKEN {
  const { template } = field;
  if (template.type !== "map") {
    const value = fieldValue(field, scope, instance, problems);
    // The shape of `with` is a map of JSON values.
    return value === BROKEN ? BROKEN : { value: value as JsonValue, broken: new Set() };
  }
  const values: Record<string, JsonValue> = {};
  const broken = new Set<string>();
  for (const [name, inner] of template.entries) {
    const value = evaluateTemplate(inner, scope, problems);
    if (value === BROKEN) broken.add(name);
    else values[name] = value;
  }
  return { value: values, broken };
}
