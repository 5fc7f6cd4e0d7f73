import { canonicalJson, FairlineError } from "@fairline/core";
import type { JsonValue } from "@fairline/core";

/**
 * The one JSON text of a value that joins a key. Members that are undefined are left out.
 *
 * @throws FairlineError `PARAM_INVALID` for what JSON cannot say, so that two values never share a text.
 */
export function keyJson(value: unknown): string {
  requireJson(value, "");
  return canonicalJson(value);
}

function requireJson(value: unknown, path: string): asserts value is JsonValue {
  switch (typeof value) {
    case "string":
    case "boolean":
      return;
    case "number":
      if (!Number.isFinite(value)) refuse(String(value), path);
      return;
    case "object":
      break;
    default:
      refuse(`a ${typeof value}`, path);
  }
  if (value === null) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) requireJson(item, `${path}[${String(index)}]`);
    return;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) refuse("an object of a class", path);
  for (const [name, member] of Object.entries(value)) {
    if (member !== undefined) requireJson(member, path === "" ? name : `${path}.${name}`);
  }
}

function refuse(what: string, path: string): never {
  throw new FairlineError("PARAM_INVALID", `"${path}" is ${what}, which JSON cannot say`, {
    hint: "Parameters are text, numbers, true, false, null, and lists and maps of them.",
  });
}
