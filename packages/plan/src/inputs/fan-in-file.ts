import type { Built, SingleSource } from "./built.ts";
import type { Problems } from "../diagnostics/problems.ts";
import type { NodePlace } from "../yaml/syntax.ts";

/** Whether a member of a list is made by a stage: one that is switched off can hand on a file of the user's. */
export function checkPassedMember(
  { id }: Built,
  source: SingleSource,
  place: NodePlace,
  problems: Problems,
): source is SingleSource & { readonly type: "instance" } {
  if (source.type === "instance") return true;
  problems.error(place, {
    code: "matrix-mismatch",
    message: `"${id}" is switched off and hands on a file, and a list takes only what stages make`,
    hint: "Read the file with a stage.",
  });
  return false;
}
