import type { z } from "zod";

type Schema = z.core.$ZodType;

/**
 * The keys that a schema accepts at a path: those of every object schema that can stand there, so that the
 * nearest valid name of a misspelt key can be found.
 */
export function keysAt(schema: Schema, path: readonly PropertyKey[]): readonly string[] {
  let schemas = alternatives(schema);
  for (const step of path)
    schemas = schemas.flatMap((one) => childAt(one, step)).flatMap(alternatives);
  const keys = schemas.flatMap((one) => {
    const def = defOf(one);
    return def.type === "object" ? Object.keys(def.shape) : [];
  });
  return [...new Set(keys)];
}

/** A schema without its wrappers, and each option of a union. */
function alternatives(schema: Schema): readonly Schema[] {
  const def = defOf(schema);
  switch (def.type) {
    case "optional":
    case "nonoptional":
    case "nullable":
    case "default":
    case "prefault":
    case "catch":
    case "readonly":
    case "success":
      return alternatives(def.innerType);
    case "pipe":
      return [def.in, def.out].flatMap(alternatives);
    case "lazy":
      return alternatives(def.getter());
    case "union":
      return def.options.flatMap(alternatives);
    case "intersection":
      return [def.left, def.right].flatMap(alternatives);
    default:
      return [schema];
  }
}

function childAt(schema: Schema, step: PropertyKey): readonly Schema[] {
  const def = defOf(schema);
  switch (def.type) {
    case "object": {
      const child = Object.hasOwn(def.shape, step) ? def.shape[String(step)] : def.catchall;
      return child === undefined ? [] : [child];
    }
    case "array":
      return [def.element];
    case "tuple": {
      const child = def.items[Number(step)] ?? def.rest;
      return child ? [child] : [];
    }
    case "record":
    case "map":
      return [def.valueType];
    default:
      return [];
  }
}

/** What a schema was defined with. */
function defOf(schema: Schema): z.core.$ZodTypes["_zod"]["def"] {
  // Every schema is of one of zod's own types, and `type` says of which.
  return (schema as z.core.$ZodTypes)._zod.def;
}
