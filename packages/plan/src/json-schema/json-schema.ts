import { z } from "zod";

/** A draft-07 schema as plain JSON; `true` accepts everything and `false` nothing. */
export type JsonSchema = boolean | SchemaObject;

/** A draft-07 schema that is a map. */
export type SchemaObject = Readonly<Record<string, unknown>>;

/** Accepts a text that holds an expression; a reference to {@link EXPRESSION_DEFINITION}. */
export const EXPRESSION: SchemaObject = { $ref: "#/definitions/expression" };

/** What stands under `definitions.expression`. */
export const EXPRESSION_DEFINITION: SchemaObject = {
  type: "string",
  pattern: "\\$\\{\\{[\\s\\S]*\\}\\}",
  description: "An expression: ${{ … }}.",
};

/**
 * The draft-07 schema of what a zod schema takes in, to stand inside another document.
 *
 * @param pointer - Where it will stand: `#/definitions/clean.table`. Its own references are moved there.
 */
export function zodSchema(schema: z.core.$ZodType, pointer: string): SchemaObject {
  const body = z.toJSONSchema(schema, { target: "draft-7", io: "input", unrepresentable: "any" });
  const entries = Object.entries(body).filter(([keyword]) => keyword !== "$schema");
  return withReferencesAt(pointer, Object.fromEntries(entries));
}

function withReferencesAt(pointer: string, schema: SchemaObject): SchemaObject {
  const moved = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(moved);
    return isObject(value) ? withReferencesAt(pointer, value) : value;
  };
  const entries = Object.entries(schema).map(([key, value]) => {
    const isReference = key === "$ref" && typeof value === "string";
    return [key, isReference ? value.replace("#", pointer) : moved(value)] as const;
  });
  return Object.fromEntries(entries);
}

const LISTS_OF_SCHEMAS = ["anyOf", "allOf", "oneOf"];
const MAPS_OF_SCHEMAS = ["properties", "patternProperties", "definitions"];
const SCHEMAS = ["additionalProperties", "additionalItems", "items", "contains"];
const NOTES = ["description", "default", "title", "examples"];

/** Lets an expression stand wherever the schema describes a value, at any depth. */
export function withExpressions(schema: JsonSchema): JsonSchema {
  return typeof schema === "boolean" ? schema : alternative(withInnerExpressions(schema));
}

/** The schema or an expression, with the notes outside, where editors look for them. */
function alternative(schema: SchemaObject): SchemaObject {
  if (acceptsAnyText(schema)) return schema;
  const notes = Object.entries(schema).filter(([key]) => NOTES.includes(key));
  const rules = Object.entries(schema).filter(([key]) => !NOTES.includes(key));
  return { ...Object.fromEntries(notes), anyOf: [Object.fromEntries(rules), EXPRESSION] };
}

/** Lets expressions stand inside a schema, but not in place of it. */
export function withInnerExpressions(schema: SchemaObject): SchemaObject {
  return Object.fromEntries(Object.entries(schema).flatMap(([key, value]) => keyword(key, value)));
}

function keyword(key: string, value: unknown): readonly (readonly [string, unknown])[] {
  const inner = (one: unknown): unknown => (isObject(one) ? withInnerExpressions(one) : one);
  const outer = (one: unknown): unknown => (isObject(one) ? withExpressions(one) : one);
  if (LISTS_OF_SCHEMAS.includes(key) && Array.isArray(value)) {
    // An expression would match each option: `oneOf` would refuse what `anyOf` accepts.
    return [[key === "oneOf" ? "anyOf" : key, value.map(inner)]];
  }
  if (MAPS_OF_SCHEMAS.includes(key) && isObject(value)) {
    const entries = Object.entries(value).map(([name, one]) => [name, outer(one)] as const);
    return [[key, Object.fromEntries(entries)]];
  }
  if (key === "not") return [[key, inner(value)]];
  if (SCHEMAS.includes(key)) return [[key, Array.isArray(value) ? value.map(outer) : outer(value)]];
  return [[key, value]];
}

/** Whether every text is accepted, but perhaps the empty one, and so every expression. */
function acceptsAnyText(schema: unknown): boolean {
  if (!isObject(schema)) return schema === true;
  const { type, minLength = 0, anyOf, ...rest } = schema;
  if (Object.keys(rest).some((key) => !NOTES.includes(key))) return false;
  if (Array.isArray(anyOf)) return anyOf.some(acceptsAnyText);
  return (type === undefined || type === "string") && Number(minLength) <= 1;
}

function isObject(value: unknown): value is SchemaObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
