import { INVALID } from "@fairline/yaml";
import type { StageDeclaration } from "../file/stage-declaration.ts";
import { fieldValue } from "../file/stage-declaration.ts";
import type { Scope } from "../expression/scope.ts";
import type { Loading } from "../load-context.ts";
import { commandOutputs } from "./command-outputs.ts";
import { stageImporter, type StageImporter } from "./import-stage.ts";
import { resolveUses } from "./uses.ts";
import type { StageModel, WorkModel } from "./model.ts";

/** Finds what every stage runs. */
export async function modelStages(
  declarations: ReadonlyMap<string, StageDeclaration>,
  scope: Scope,
  loading: Loading,
): Promise<ReadonlyMap<string, StageModel>> {
  const models = new Map<string, StageModel>();
  const importStage = stageImporter(loading);
  for (const declaration of declarations.values()) {
    const work = await workOf(declaration, scope, loading, importStage);
    models.set(declaration.name, { declaration, work });
  }
  return models;
}

async function workOf(
  declaration: StageDeclaration,
  scope: Scope,
  loading: Loading,
  importStage: StageImporter,
): Promise<WorkModel | undefined> {
  const { problems } = loading;
  const uses = declaration.fields.get("uses");
  if (uses !== undefined) {
    const value = fieldValue(uses, scope, declaration.name, problems);
    // The shape of `uses` is a text.
    return value === INVALID
      ? undefined
      : await resolveUses(value as string, uses, loading, importStage);
  }
  if (!declaration.fields.has("cmd")) return undefined;
  return { type: "command", outputs: commandOutputs(declaration, problems) };
}
