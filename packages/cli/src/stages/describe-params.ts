import type { JsonValue } from "@fairline/core";
import type { JsonSchema } from "./params-schema.ts";

/** One parameter of a stage, as help and the reference pages show it. */
export interface ParamRow {
  /** Path in the pipeline file: `fairness.strength`; `steps[].split.test` inside a list. */
  readonly name: string;
  /** `number in [0, 1]`, `"mean" | "median"`, `list of text`. */
  readonly type: string;
  readonly required: boolean;
  /** Undefined where there is no default. */
  readonly default: JsonValue | undefined;
  readonly description: string;
}

/** Deeper than any parameter nests; it ends the walk through a schema that contains itself. */
const MAX_DEPTH = 8;

/**
 * The parameters in a stage's schema, in the order they are declared, each followed by those inside it.
 *
 * Alternatives (a step that is one of several) are listed one after another under the same path; required is
 * what all of them require.
 */
export function describeParams(root: JsonSchema): ParamRow[] {
  const rows = new Map<string, ParamRow>();
  const resolveRef = makeResolver(root);

  const walkObjects = (schemas: readonly JsonSchema[], prefix: string, depth: number): void => {
    for (const schema of schemas) {
      for (const [key, property] of Object.entries(schema.properties ?? {})) {
        const required = schemas.every((other) => other.required?.includes(key) ?? false);
        addRow(`${prefix}${key}`, property, required, depth);
      }
    }
  };

  const addRow = (name: string, property: JsonSchema, required: boolean, depth: number): void => {
    const schema = resolveRef(property);
    const type = typeText(schema, resolveRef);
    const before = rows.get(name);
    rows.set(name, {
      name,
      type: before === undefined ? type : joinTypes(before.type, type),
      required,
      default: before?.default ?? property.default ?? schema.default,
      description: before?.description ?? property.description ?? schema.description ?? "",
    });
    if (depth < MAX_DEPTH) walkInside(schema, name, depth + 1);
  };

  const walkInside = (schema: JsonSchema, name: string, depth: number): void => {
    const choices = alternatives(schema, resolveRef);
    walkObjects(choices, `${name}.`, depth);
    for (const alternative of choices) {
      const values = alternative.additionalProperties;
      if (typeof values === "object") walkNested(values, `${name}.*`, depth);
      if (typeof alternative.items === "object") walkNested(alternative.items, `${name}[]`, depth);
    }
  };

  const walkNested = (schema: JsonSchema, name: string, depth: number): void => {
    if (depth < MAX_DEPTH) walkInside(resolveRef(schema), name, depth + 1);
  };

  walkObjects(alternatives(root, resolveRef), "", 0);
  return [...rows.values()];
}

type Resolve = (schema: JsonSchema) => JsonSchema;

/** What a value may be, in words. Objects are "map": their keys have rows of their own. */
function typeText(schema: JsonSchema, resolveRef: Resolve): string {
  const texts = alternatives(schema, resolveRef).map((one) => plainTypeText(one, resolveRef));
  return texts.reduce(joinTypes);
}

function plainTypeText(schema: JsonSchema, resolveRef: Resolve): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined)
    return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  switch (schema.type) {
    case "string":
      return "text";
    case "number":
    case "integer":
      return `${schema.type === "integer" ? "whole number" : "number"}${rangeText(schema)}`;
    case "boolean":
      return "true | false";
    case "null":
      return "null";
    case "array":
      return listText(schema, resolveRef);
    case "object": {
      const values = schema.additionalProperties;
      return typeof values === "object" && Object.keys(values).length > 0
        ? `map of ${inner(values, resolveRef)}`
        : "map";
    }
    default:
      return "any value";
  }
}

function listText(schema: JsonSchema, resolveRef: Resolve): string {
  if (schema.prefixItems !== undefined) {
    return `[${schema.prefixItems.map((item) => typeText(resolveRef(item), resolveRef)).join(", ")}]`;
  }
  return typeof schema.items === "object" ? `list of ${inner(schema.items, resolveRef)}` : "list";
}

function inner(schema: JsonSchema, resolveRef: Resolve): string {
  const text = typeText(resolveRef(schema), resolveRef);
  return text.includes(" | ") ? `(${text})` : text;
}

/** ` in [0, 1)`, ` > 0`; limits that only say "a safe integer" are left out. */
function rangeText(schema: JsonSchema): string {
  const isReal = (limit: number | undefined): limit is number =>
    limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER;
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  const low = [minimum, exclusiveMinimum].find(isReal);
  const high = [maximum, exclusiveMaximum].find(isReal);
  const isOpenLow = !isReal(minimum);
  const isOpenHigh = !isReal(maximum);
  if (low !== undefined && high !== undefined) {
    return ` in ${isOpenLow ? "(" : "["}${String(low)}, ${String(high)}${isOpenHigh ? ")" : "]"}`;
  }
  if (low !== undefined) return ` ${isOpenLow ? ">" : ">="} ${String(low)}`;
  if (high !== undefined) return ` ${isOpenHigh ? "<" : "<="} ${String(high)}`;
  return "";
}

function joinTypes(a: string, b: string): string {
  return [...new Set([...a.split(" | "), ...b.split(" | ")])].join(" | ");
}

/** A schema without unions: each of its alternatives, itself if it has none. */
function alternatives(schema: JsonSchema, resolveRef: Resolve): JsonSchema[] {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices === undefined) {
    return schema.allOf === undefined ? [schema] : schema.allOf.map(resolveRef);
  }
  return choices.flatMap((choice) => alternatives(resolveRef(choice), resolveRef));
}

function makeResolver(root: JsonSchema): Resolve {
  return (schema) => {
    const name = schema.$ref?.replace(/^#\/(\$defs|definitions)\//, "");
    if (name === undefined) return schema;
    return name === "#" ? root : (root.$defs?.[name] ?? schema);
  };
}
