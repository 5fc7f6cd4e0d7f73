import { locate } from "@fairline/yaml";
import type { Problems } from "@fairline/yaml";
import { nameHint } from "@fairline/core";
import type { Field } from "../file/stage-declaration.ts";

/** Whether `matrix: { from: … }` names a stage. */
export function checkJoin(
  from: string,
  field: Field,
  stages: ReadonlyMap<string, unknown>,
  problems: Problems,
): boolean {
  if (stages.has(from)) return true;
  problems.error(locate(field.node, ["from"]).node.location, {
    code: "stage-unknown",
    message: `there is no stage ${JSON.stringify(from)} to join`,
    hint: nameHint(from, stages.keys(), "stages"),
  });
  return false;
}
