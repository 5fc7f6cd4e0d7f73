import { nameHint } from "@fairline/core";
import type { ArtifactKind, InputPort, Stage } from "@fairline/core";
import { INVALID } from "@fairline/yaml";
import type { Scope } from "../expression/scope.ts";
import {
  fieldValue,
  type Field,
  type PointContext,
  type StageDeclaration,
} from "../file/stage-declaration.ts";
import type { LoadContext } from "../load-context.ts";
import { commandOutputs } from "./command-paths.ts";
import { parseThirdParty, stageImporter, type StageImporter } from "./import-stage.ts";

/** A stage of the file together with what it runs. */
export interface StageModel {
  readonly declaration: StageDeclaration;
  /** Undefined where it is unknown or cannot be loaded, which was reported. */
  readonly work: StageOrCommand | undefined;
}

/** What a stage runs, with its ports. */
export type StageOrCommand =
  | {
      readonly type: "stage";
      readonly uses: string;
      readonly stage: Stage;
      /** Absolute path of the module of a third party's stage. */
      readonly module: string | undefined;
    }
  | {
      readonly type: "command";
      /** Its outputs by name; undefined where `out` is missing or invalid. */
      readonly outputs: ReadonlyMap<string, ArtifactKind> | undefined;
    };

/** The output ports of some work with their kinds, in the order they are declared; undefined where unknown. */
export function outputsOf(work: StageOrCommand): ReadonlyMap<string, ArtifactKind> | undefined {
  if (work.type === "command") return work.outputs;
  return new Map(Object.entries(work.stage.outputs).map(([name, { kind }]) => [name, kind]));
}

/** The input ports of some work; undefined for a command, which has those that it is given. */
export function inputsOf(work: StageOrCommand): ReadonlyMap<string, InputPort> | undefined {
  return work.type === "command" ? undefined : new Map(Object.entries(work.stage.inputs));
}

/** Finds what every stage runs. */
export async function modelStages(
  declarations: ReadonlyMap<string, StageDeclaration>,
  scope: Scope,
  context: LoadContext,
): Promise<ReadonlyMap<string, StageModel>> {
  const models = new Map<string, StageModel>();
  const importStage = stageImporter(context);
  for (const declaration of declarations.values()) {
    const { name, fields } = declaration;
    const work =
      fields.uses === undefined
        ? commandModel(declaration, context)
        : await stageModel(fields.uses, { scope, instance: name, context }, importStage);
    models.set(name, { declaration, work });
  }
  return models;
}

function commandModel(
  declaration: StageDeclaration,
  { problems }: LoadContext,
): StageOrCommand | undefined {
  if (declaration.fields.cmd === undefined) return undefined;
  return { type: "command", outputs: commandOutputs(declaration, problems) };
}

/** Finds the stage that `uses:` names: a built-in one, or one that a module exports. */
async function stageModel(
  field: Field<string>,
  at: PointContext,
  importStage: StageImporter,
): Promise<StageOrCommand | undefined> {
  const { problems, options } = at.context;
  const { location } = field.node;
  const uses = fieldValue(field, at);
  if (uses === INVALID) return undefined;
  const stage = options.stages.get(uses);
  if (stage !== undefined) return { type: "stage", uses, stage, module: undefined };
  const thirdParty = parseThirdParty(uses);
  if (thirdParty === undefined) {
    problems.error(location, {
      code: "uses-unknown",
      message: `there is no stage to use called ${JSON.stringify(uses)}`,
      hint: nameHint(uses, options.stages.keys(), "stages"),
    });
    return undefined;
  }
  const imported = await importStage(uses, thirdParty);
  if (!("reason" in imported)) return { type: "stage", uses, ...imported };
  const message = `${JSON.stringify(uses)} cannot be loaded: ${imported.reason}`;
  problems.error(location, { code: "uses-unloadable", message, hint: imported.hint });
  return undefined;
}
