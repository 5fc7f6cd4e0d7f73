import { z } from "zod";
import type { JsonSchema, SchemaObject } from "./json-schema.ts";

/**
 * The draft-07 schema of what a zod schema takes in, to stand inside another document.
 *
 * @param pointer - Where it will stand: `#/definitions/clean.table`. Its own references are moved there.
 */
export function zodSchema(schema: z.core.$ZodType, pointer: string): SchemaObject {
  const body = z.toJSONSchema(schema, { target: "draft-7", io: "input", unrepresentable: "any" });
  const entries = Object.entries(body).filter(([keyword]) => keyword !== "$schema");
  return movedReferences(Object.fromEntries(entries), pointer) as SchemaObject;
}

function movedReferences(value: unknown, pointer: string): unknown {
  if (Array.isArray(value)) return value.map((item) => movedReferences(item, pointer));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === "$ref" && typeof inner === "string"
        ? inner.replace("#", pointer)
        : movedReferences(inner, pointer),
    ]),
  );
}

/** Whether an object schema has a property that must be given. */
export function hasRequired(schema: JsonSchema): boolean {
  if (typeof schema === "boolean") return false;
  const { required } = schema;
  return Array.isArray(required) && required.length > 0;
}
