import type { ArtifactKind, InputPort, Stage } from "@fairline/core";
import type { StageDeclaration } from "../file/stage-declaration.ts";

/** A stage of the file together with what it runs. */
export interface StageModel {
  readonly declaration: StageDeclaration;
  /** Undefined where it is unknown or cannot be loaded, which was reported. */
  readonly work: WorkModel | undefined;
}

/** What a stage runs, with its ports. */
export type WorkModel =
  | {
      readonly type: "stage";
      readonly uses: string;
      readonly stage: Stage;
      /** Absolute path of the module of a third party's stage. */
      readonly module: string | undefined;
    }
  | {
      readonly type: "command";
      /** Its outputs by name; undefined where `out` is missing or broken. */
      readonly outputs: ReadonlyMap<string, ArtifactKind> | undefined;
    };

/** The output ports of some work with their kinds, in the order they are declared; undefined where unknown. */
export function outputsOf(work: WorkModel): ReadonlyMap<string, ArtifactKind> | undefined {
  if (work.type === "command") return work.outputs;
  return new Map(Object.entries(work.stage.outputs).map(([name, { kind }]) => [name, kind]));
}

/** The input ports of some work; undefined for a command, which has those that it is given. */
export function inputsOf(work: WorkModel): ReadonlyMap<string, InputPort> | undefined {
  return work.type === "command" ? undefined : new Map(Object.entries(work.stage.inputs));
}
