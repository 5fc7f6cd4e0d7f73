import type { SourceLocation } from "@fairline/core";
import type { Problems } from "@fairline/yaml";
import type { Built, SingleSource } from "./built.ts";

/** Whether a member of a list is made by a stage: one that is switched off can hand on a file of the user's. */
export function checkPassedMember(
  { id }: Built,
  source: SingleSource,
  location: SourceLocation,
  problems: Problems,
): source is SingleSource & { readonly type: "instance" } {
  if (source.type === "instance") return true;
  problems.error(location, {
    code: "matrix-mismatch",
    message: `"${id}" is switched off and hands on a file, and a list takes only what stages make`,
    hint: "Read the file with a stage.",
  });
  return false;
}
