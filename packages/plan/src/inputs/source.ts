import type { ArtifactKind, SourceLocation } from "@fairline/core";
import type { Selection } from "./reference.ts";

/** Where one input port of a stage gets its value, before the points are joined. */
export interface InputBinding {
  readonly port: string;
  readonly kind: ArtifactKind;
  /** Whether the port takes a list. */
  readonly takesMany: boolean;
  /** Whether `stage[*]` can be connected: to a port that takes a list, and to a command. */
  readonly takesAll: boolean;
  /** Whether the stage runs without it. */
  readonly isOptional: boolean;
  readonly source: InputSource;
  /** Where the reference stands. */
  readonly location: SourceLocation;
}

/** An upstream stage's output, or a file. */
export type InputSource =
  | {
      readonly type: "stage";
      readonly stage: string;
      readonly port: string;
      readonly selection: Selection;
      /** As it is written, for messages. */
      readonly text: string;
    }
  | { readonly type: "file"; readonly path: string; readonly text: string };
