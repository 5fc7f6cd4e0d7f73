import { locate } from "@fairline/yaml";
import type { Problems } from "@fairline/yaml";
import type { Field } from "../file/stage-declaration.ts";
import type { Combination } from "./combination.ts";

/** Whether a matrix adds no axis that the stage it joins has already. */
export function checkJoinedAxes(
  from: string,
  axes: ReadonlyMap<string, unknown>,
  { joined, field }: { readonly joined: readonly Combination[]; readonly field: Field },
  problems: Problems,
): boolean {
  const taken = [...axes.keys()].find((axis) => joined.some((one) => Object.hasOwn(one, axis)));
  if (taken === undefined) return true;
  problems.error(locate(field.node, [taken]).keyLocation ?? field.keyLocation, {
    code: "matrix-mismatch",
    message: `the axis "${taken}" comes from "${from}" already`,
    hint: "Remove it here, or leave `from` out.",
  });
  return false;
}
