import type { SourceLocation } from "@fairline/core";
import { INVALID, reportIssues } from "@fairline/yaml";
import type { Invalid, MapEntry, MapNode, Problems, SyntaxNode } from "@fairline/yaml";
import type { z } from "zod";
import { evaluateTemplate } from "../expression/evaluate.ts";
import { hasHole } from "../expression/hole.ts";
import type { Scope } from "../expression/scope.ts";
import {
  compileTemplate,
  dependsOnMatrix,
  isConstant,
  type Template,
} from "../expression/template.ts";
import type { LoadContext } from "../load-context.ts";
import { STAGE_KEYS, type StageKeyName, type StageValues } from "./keys.ts";

/** One stage as the file declares it, with the defaults filled in. */
export interface StageDeclaration {
  readonly name: string;
  /** Where its name stands. */
  readonly location: SourceLocation;
  readonly node: MapNode;
  readonly fields: Fields;
}

/** The keys that a stage has, each with the type that its schema says. */
export type Fields = { readonly [K in StageKeyName]?: Field<StageValues[K]> };

/** One key of a stage with its value. */
export interface Field<T = unknown> {
  readonly name: StageKeyName;
  readonly schema: z.ZodType<T>;
  readonly keyLocation: SourceLocation;
  readonly node: SyntaxNode;
  readonly template: Template;
  /** Whether its value depends on the matrix point. */
  readonly varies: boolean;
  /** The value at every point, once it was asked for; only where it does not vary. */
  constant?: { readonly value: T | Invalid };
}

/** A matrix point at which the fields of a stage are evaluated. */
export interface PointContext {
  readonly scope: Scope;
  /** Id of the instance, for messages. */
  readonly instance: string;
  readonly context: LoadContext;
}

/** Makes a field of a key that is known. */
export function fieldOf<K extends StageKeyName>(
  name: K,
  entry: MapEntry,
  problems: Problems,
): Field<StageValues[K]> {
  const { schema, roots } = STAGE_KEYS[name];
  const node = name === "when" ? asExpression(entry.value) : entry.value;
  const template = compileTemplate(node, roots, problems);
  const varies = dependsOnMatrix(template);
  return { name, schema, keyLocation: entry.keyLocation, node, template, varies };
}

/** `when: params.full` means `when: ${{ params.full }}`. */
function asExpression(node: SyntaxNode): SyntaxNode {
  const isBare = node.type === "scalar" && typeof node.value === "string" && !hasHole(node.value);
  return isBare ? { ...node, value: `\${{ ${node.value} }}` } : node;
}

/**
 * The value of a field at one matrix point, held against its schema.
 *
 * A field that does not depend on the matrix is evaluated and checked once.
 *
 * @returns {@link INVALID} where it has a problem, which is then reported.
 */
export function fieldValue<T>(field: Field<T>, at: PointContext): T | Invalid {
  if (field.constant !== undefined) return field.constant.value;
  const value = evaluateField(field, at);
  if (!field.varies) field.constant = { value };
  return value;
}

function evaluateField<T>(field: Field<T>, at: PointContext): T | Invalid {
  const { name, schema, keyLocation: ownerLocation, node, template } = field;
  const { problems } = at.context;
  const value = evaluateTemplate(template, at.scope, problems);
  if (value === INVALID) return INVALID;
  const result = schema.safeParse(value, field.varies ? {} : parseOnce);
  if (result.success) return result.data;
  const names = { owner: `"${name}"`, noun: "key", ownerLocation, prefix: name } as const;
  const instanceOf = instanceAt(field, at.instance);
  return reportIssues(result.error.issues, { schema, value, node, instanceOf, ...names }, problems);
}

/** For a schema that checks few values: to compile it first would take longer than to check them. */
export const parseOnce = { jitless: true } as const;

/** The instance that a part of a field is so at; undefined for a field that is the same at all points. */
export function instanceAt(
  field: Field | undefined,
  instance: string,
): ((part: SyntaxNode) => string | undefined) | undefined {
  if (field?.varies !== true) return undefined;
  return (part) => (isConstant(part) ? undefined : instance);
}
