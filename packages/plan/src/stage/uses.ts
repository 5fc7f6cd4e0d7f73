import type { Stage } from "@fairline/core";
import type { Field } from "../file/stage-declaration.ts";
import type { Loading } from "../load-context.ts";
import { reportUnknownUses } from "./uses-known.ts";
import { reportUnloadable } from "./uses-loadable.ts";
import type { StageImporter } from "./import-stage.ts";
import type { WorkModel } from "./model.ts";
import { parseThirdParty } from "./third-party.ts";

/**
 * Finds the stage that `uses:` names: a built-in one, or one that a module exports.
 *
 * @returns Undefined where there is none; that is reported at the value.
 */
export async function resolveUses(
  uses: string,
  field: Field,
  { options, problems }: Loading,
  importStage: StageImporter,
): Promise<WorkModel | undefined> {
  const builtIn = options.stages.get(uses);
  if (builtIn !== undefined) return stageWork(uses, builtIn, undefined);
  const thirdParty = parseThirdParty(uses);
  if (thirdParty === undefined) {
    reportUnknownUses(uses, field.node.location, options.stages, problems);
    return undefined;
  }
  const imported = await importStage(uses, thirdParty);
  if ("reason" in imported) {
    reportUnloadable(uses, imported, field.node.location, problems);
    return undefined;
  }
  return stageWork(uses, imported.stage, imported.module);
}

function stageWork(uses: string, stage: Stage, module: string | undefined): WorkModel {
  return { type: "stage", uses, stage, module };
}
