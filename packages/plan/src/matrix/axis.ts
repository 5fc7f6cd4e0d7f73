import { INVALID, locate } from "@fairline/yaml";
import type { Problems, SyntaxNode } from "@fairline/yaml";
import { checkName } from "../file/names.ts";
import type { JsonValue, SourceLocation } from "@fairline/core";
import { valueLabel } from "./point.ts";

/** Whether an axis has a name and a list of distinct values; whole numbers for the axis `seed`. */
export function checkAxis(
  axis: string,
  values: JsonValue,
  location: { readonly key: SourceLocation; readonly node: SyntaxNode },
  problems: Problems,
): values is readonly JsonValue[] {
  if (checkName(axis, "matrix axis", location.key, problems) === INVALID) return false;
  if (!Array.isArray(values)) {
    problems.error(location.node.location, {
      code: "value-type",
      message: `the axis "${axis}" must be a list of values`,
      hint: `Write ${axis}: [first, second].`,
    });
    return false;
  }
  if (values.length === 0) {
    problems.error(location.node.location, {
      code: "matrix-empty",
      message: `the axis "${axis}" has no values, so the stage would never run`,
      hint: "Give it at least one value, or remove the axis.",
    });
    return false;
  }
  const list = values as readonly JsonValue[];
  return (
    checkDistinct(axis, list, location.node, problems) &&
    checkSeeds(axis, list, location.node, problems)
  );
}

function checkDistinct(
  axis: string,
  values: readonly JsonValue[],
  node: SyntaxNode,
  problems: Problems,
): boolean {
  const seen = new Set<string>();
  for (const [index, value] of values.entries()) {
    const label = valueLabel(value);
    if (seen.has(label)) {
      problems.error(locate(node, [index]).node.location, {
        code: "name-duplicate",
        message: `the axis "${axis}" has the value ${label} twice`,
        hint: "Remove one of them.",
      });
      return false;
    }
    seen.add(label);
  }
  return true;
}

function checkSeeds(
  axis: string,
  values: readonly JsonValue[],
  node: SyntaxNode,
  problems: Problems,
): boolean {
  if (axis !== "seed") return true;
  const index = values.findIndex((value) => !Number.isSafeInteger(value) || Number(value) < 0);
  if (index < 0) return true;
  problems.error(locate(node, [index]).node.location, {
    code: "value-type",
    message: `a seed must be a whole number of at least 0, and is ${JSON.stringify(values[index])}`,
    hint: "The axis `seed` sets the stage's seed; rename the axis if it is something else.",
  });
  return false;
}
