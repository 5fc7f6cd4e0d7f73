import { locate } from "@fairline/yaml";
import type { Problems } from "@fairline/yaml";
import { nameHint } from "@fairline/core";
import type { Field } from "../file/stage-declaration.ts";
import type { MatrixParts } from "./expand.ts";

/** Whether `exclude` names axes that the matrix has: an entry with another axis would exclude nothing. */
export function checkExcludedAxes(
  { axes, base, exclude }: MatrixParts,
  field: Field,
  problems: Problems,
): boolean {
  const known = new Set([...axes.keys(), ...base.flatMap((one) => Object.keys(one))]);
  const before = problems.sorted("").length;
  for (const [index, entry] of exclude.entries()) {
    for (const axis of Object.keys(entry)) {
      if (known.has(axis)) continue;
      const { node, keyLocation } = locate(field.node, ["exclude", index, axis]);
      problems.error(keyLocation ?? node.location, {
        code: "point-unknown",
        message: `the matrix has no axis ${JSON.stringify(axis)} to exclude from`,
        hint: nameHint(axis, known, "axes"),
      });
    }
  }
  return problems.sorted("").length === before;
}
