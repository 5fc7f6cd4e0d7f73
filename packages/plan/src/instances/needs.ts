import type { SourceLocation } from "@fairline/core";
import { INVALID, locate } from "@fairline/yaml";
import type { Problems } from "@fairline/yaml";
import type { StageDeclaration } from "../file/stage-declaration.ts";
import { fieldValue } from "../file/stage-declaration.ts";
import type { Scope } from "../expression/scope.ts";
import { reportUnknownNeed } from "./needs-known.ts";

/** A stage that another one waits for. */
export interface Need {
  readonly stage: string;
  readonly location: SourceLocation;
}

/** The stages that `needs:` names. */
export function needsOf(
  declaration: StageDeclaration,
  stages: ReadonlyMap<string, unknown>,
  scope: Scope,
  problems: Problems,
): readonly Need[] {
  const field = declaration.fields.get("needs");
  if (field === undefined) return [];
  const value = fieldValue(field, scope, declaration.name, problems);
  if (value === INVALID) return [];
  // The shape of `needs` is a text or a list of texts.
  const names = typeof value === "string" ? [value] : (value as readonly string[]);
  return names.flatMap((stage, index) => {
    const { location } = locate(field.node, typeof value === "string" ? [] : [index]).node;
    if (stages.has(stage)) return [{ stage, location }];
    reportUnknownNeed(stage, location, stages, problems);
    return [];
  });
}
