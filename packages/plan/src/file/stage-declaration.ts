import type { SourceLocation } from "@fairline/core";
import { INVALID, reportIssues } from "@fairline/yaml";
import type { MapEntry, MapNode, Problems, SyntaxNode } from "@fairline/yaml";
import { evaluateTemplate } from "../expression/evaluate-template.ts";
import { hasHole } from "../expression/holes.ts";
import type { Scope } from "../expression/scope.ts";
import {
  compileTemplate,
  dependsOnMatrix,
  isConstant,
  type Template,
} from "../expression/template.ts";
import { STAGE_KEYS, type StageKeyName } from "./keys.ts";

/** One stage as the file declares it, with the defaults filled in. */
export interface StageDeclaration {
  readonly name: string;
  /** Where its name stands. */
  readonly location: SourceLocation;
  readonly node: MapNode;
  readonly fields: ReadonlyMap<StageKeyName, Field>;
}

/** One key of a stage with its value. */
export interface Field {
  readonly name: StageKeyName;
  readonly keyLocation: SourceLocation;
  readonly node: SyntaxNode;
  readonly template: Template;
  readonly varies: boolean;
  /** The value at every point, once it was asked for; only where it does not vary. */
  settled?: { readonly value: unknown };
}

/** Makes a field of a key that is known. */
export function fieldOf(name: StageKeyName, entry: MapEntry, problems: Problems): Field {
  const { keyLocation } = entry;
  const node = name === "when" ? asExpression(entry.value) : entry.value;
  const template = compileTemplate(node, STAGE_KEYS[name].roots, problems);
  return { name, keyLocation, node, template, varies: dependsOnMatrix(template) };
}

/** `when: params.full` means `when: ${{ params.full }}`. */
function asExpression(node: SyntaxNode): SyntaxNode {
  const isBare = node.type === "scalar" && typeof node.value === "string" && !hasHole(node.value);
  return isBare ? { ...node, value: `\${{ ${node.value} }}` } : node;
}

/**
 * The value of a field at one matrix point, held against its shape.
 *
 * A field that does not depend on the matrix is evaluated and checked once.
 *
 * @param instance - Id of the instance, for messages.
 * @returns {@link INVALID} where it has a problem, which is then reported.
 */
export function fieldValue(
  field: Field,
  scope: Scope,
  instance: string,
  problems: Problems,
): unknown {
  if (field.settled !== undefined) return field.settled.value;
  const value = evaluateField(field, scope, instance, problems);
  if (!field.varies) field.settled = { value };
  return value;
}

function evaluateField(field: Field, scope: Scope, instance: string, problems: Problems): unknown {
  const value = evaluateTemplate(field.template, scope, problems);
  if (value === INVALID) return INVALID;
  const { shape } = STAGE_KEYS[field.name];
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const { name, keyLocation, node } = field;
  const about = {
    owner: `"${name}"`,
    noun: "key",
    ownerLocation: keyLocation,
    prefix: name,
  } as const;
  const instanceOf = instanceAt(field, instance);
  reportIssues(result.error.issues, { schema: shape, value, node, instanceOf, ...about }, problems);
  return INVALID;
}

/** The instance that a part of a field is so at; undefined for a field that is the same at all points. */
export function instanceAt(
  field: Field | undefined,
  instance: string,
): ((part: SyntaxNode) => string | undefined) | undefined {
  if (field?.varies !== true) return undefined;
  return (part) => (isConstant(part) ? undefined : instance);
}
