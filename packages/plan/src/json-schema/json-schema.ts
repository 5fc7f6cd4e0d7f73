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

const LISTS_OF_SCHEMAS = ["anyOf", "allOf", "oneOf"];
const MAPS_OF_SCHEMAS = ["properties", "patternProperties", "definitions"];
const SCHEMAS = ["additionalProperties", "additionalItems", "items", "contains", "not"];
const NOTES = ["description", "default", "title", "examples"];

/** Lets an expression stand wherever the schema describes a value, at any depth. */
export function withExpressions(schema: JsonSchema): JsonSchema {
  return alternative(inner(schema));
}

/** The schema or an expression, with the notes outside, where editors look for them. */
function alternative(schema: JsonSchema): JsonSchema {
  if (typeof schema === "boolean" || acceptsAnyText(schema)) return schema;
  const notes = Object.entries(schema).filter(([key]) => NOTES.includes(key));
  const rules = Object.entries(schema).filter(([key]) => !NOTES.includes(key));
  return { ...Object.fromEntries(notes), anyOf: [Object.fromEntries(rules), EXPRESSION] };
}

/** Lets expressions stand inside a schema, but not in place of it. */
function inner(schema: JsonSchema): JsonSchema {
  if (typeof schema === "boolean") return schema;
  return Object.fromEntries(Object.entries(schema).flatMap(([key, value]) => keyword(key, value)));
}

function keyword(key: string, value: unknown): readonly (readonly [string, unknown])[] {
  if (LISTS_OF_SCHEMAS.includes(key)) {
    // An expression would match each option: `oneOf` would refuse what `anyOf` accepts.
    return [[key === "oneOf" ? "anyOf" : key, (value as readonly JsonSchema[]).map(inner)]];
  }
  if (MAPS_OF_SCHEMAS.includes(key)) {
    const entries = Object.entries(value as Readonly<Record<string, JsonSchema>>);
    return [[key, Object.fromEntries(entries.map(([name, one]) => [name, withExpressions(one)]))]];
  }
  if (SCHEMAS.includes(key)) {
    const change = key === "not" ? inner : withExpressions;
    const changed = Array.isArray(value)
      ? (value as readonly JsonSchema[]).map(change)
      : change(value as JsonSchema);
    return [[key, changed]];
  }
  return [[key, value]];
}

/** Whether every text is accepted, but perhaps the empty one. */
function acceptsAnyText(schema: SchemaObject): boolean {
  const { type, minLength = 0, ...rest } = schema;
  const rules = Object.keys(rest).filter((key) => !NOTES.includes(key));
  return (
    rules.length === 0 && [undefined, "string"].includes(type as string) && Number(minLength) <= 1
  );
}
