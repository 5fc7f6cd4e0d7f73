import { locate } from "@fairline/yaml";
import type { Problems } from "@fairline/yaml";
import { checkName } from "../file/names.ts";
import type { JsonValue } from "@fairline/core";
import type { Field } from "../file/stage-declaration.ts";
import type { Combination } from "./combination.ts";

/** The entries of `include` or `exclude`: each a map with at least one axis. */
export function checkEntries(
  key: "include" | "exclude",
  value: JsonValue | undefined,
  field: Field,
  problems: Problems,
): readonly Combination[] {
  if (value === undefined) return [];
  const entries: readonly JsonValue[] = Array.isArray(value) ? value : [value];
  return entries.flatMap((entry, index) => {
    const path = Array.isArray(value) ? [key, index] : [key];
    const { node } = locate(field.node, path);
    if (!Array.isArray(value) || !isCombination(entry)) {
      problems.error(node.location, {
        code: "value-type",
        message: `"matrix.${key}" must be a list of maps from axis to value`,
        hint: `Write ${key}: [{ axis: value }].`,
      });
      return [];
    }
    for (const axis of Object.keys(entry)) {
      const located = locate(node, [axis]);
      checkName(axis, "matrix axis", located.keyLocation ?? node.location, problems);
    }
    return [entry];
  });
}

function isCombination(value: JsonValue): value is Combination {
  const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
  return isMap && Object.keys(value).length > 0;
}
