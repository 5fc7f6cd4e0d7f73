import { locate } from "@fairline/yaml";
import type { Problems } from "@fairline/yaml";
import type { Built } from "../inputs/built.ts";
import type { ReadGate } from "./read.ts";

/** Whether anything that a gate holds runs: a gate on what is switched off would never be evaluated. */
export function checkRuns(
  { fields, node }: ReadGate,
  stage: string,
  chosen: readonly Built[],
  problems: Problems,
): boolean {
  if (chosen.some(({ off }) => off === undefined)) return true;
  problems.error(locate(node, ["stage"]).node.location, {
    code: "gate-unreachable",
    message: `the gate "${fields.name}" is never evaluated: "${stage}" is switched off`,
    hint: "Switch the stage on, or take the gate out.",
  });
  return false;
}
