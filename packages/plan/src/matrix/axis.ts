import type { JsonValue } from "@fairline/core";
import { valueLabel } from "./point.ts";
import type { Problems } from "../diagnostics/problems.ts";
import { locate, type NodePlace, type SyntaxNode } from "../yaml/syntax.ts";
import { checkName } from "../yaml/valid-name.ts";

/** Whether an axis has a name and a list of distinct values; whole numbers for the axis `seed`. */
export function checkAxis(
  axis: string,
  values: JsonValue,
  place: { readonly key: NodePlace; readonly node: SyntaxNode },
  problems: Problems,
): values is readonly JsonValue[] {
  if (!checkName(axis, "matrix axis", place.key, problems)) return false;
  if (!Array.isArray(values)) {
    problems.error(place.node.place, {
      code: "value-type",
      message: `the axis "${axis}" must be a list of values`,
      hint: `Write ${axis}: [first, second].`,
    });
    return false;
  }
  if (values.length === 0) {
    problems.error(place.node.place, {
      code: "matrix-empty",
      message: `the axis "${axis}" has no values, so the stage would never run`,
      hint: "Give it at least one value, or remove the axis.",
    });
    return false;
  }
  const list = values as readonly JsonValue[];
  return (
    checkDistinct(axis, list, place.node, problems) && checkSeeds(axis, list, place.node, problems)
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
      problems.error(locate(node, [index]).node.place, {
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
  problems.error(locate(node, [index]).node.place, {
    code: "value-type",
    message: `a seed must be a whole number of at least 0, and is ${JSON.stringify(values[index])}`,
    hint: "The axis `seed` sets the stage's seed; rename the axis if it is something else.",
  });
  return false;
}
