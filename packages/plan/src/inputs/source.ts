import { nameHint, nearestName } from "@fairline/core";
import type { ArtifactKind, SourceLocation } from "@fairline/core";
import type { Problems } from "@fairline/yaml";
import { resolvePath, type LoadContext } from "../load-context.ts";
import { kindOfPath } from "../stage/command-paths.ts";
import { outputsOf, type StageModel } from "../stage/model.ts";
import { parseReference, type Reference, type Selection } from "./reference.ts";

/** What binding needs to know of the pipeline. */
export interface BindContext {
  readonly models: ReadonlyMap<string, StageModel>;
  readonly context: LoadContext;
}

/** An upstream stage's output. */
export interface StageSource {
  readonly type: "stage";
  readonly stage: string;
  readonly port: string;
  readonly selection: Selection;
  /** As it is written, for messages. */
  readonly text: string;
}

/** An upstream stage's output, or a file. */
export type InputSource =
  StageSource | { readonly type: "file"; readonly path: string; readonly text: string };

/** What an input is connected to, as it is written. */
interface WrittenSource {
  readonly text: string;
  /** The name of the input port. */
  readonly port: string;
  readonly location: SourceLocation;
}

/**
 * Finds what a text in `in:` means: an output of a stage, or a file.
 *
 * @returns Undefined where there is none, which is reported, or where the stage is invalid.
 */
export function resolveSource(
  written: WrittenSource,
  { models, context }: BindContext,
): { readonly source: InputSource; readonly kind: ArtifactKind } | undefined {
  const { text } = written;
  const reference = parseReference(text);
  const upstream = reference && models.get(reference.stage);
  if (reference === undefined || upstream === undefined) {
    if (!checkKnownOrFile(written, reference, { models, context })) return undefined;
    const path = resolvePath(context, text);
    return { source: { type: "file", path, text }, kind: kindOfPath(path) };
  }
  const outputs = upstream.work && outputsOf(upstream.work);
  const output = outputs && resolveOutput(written, reference, outputs, context.problems);
  if (output === undefined) return undefined;
  const { stage, selection } = reference;
  return {
    source: { type: "stage", stage, port: output.port, selection, text },
    kind: output.kind,
  };
}

/** The output port that a reference means: the one it names, else the only one, else the one of the input's name. */
function resolveOutput(
  { text, port: wanted, location }: WrittenSource,
  reference: Reference,
  outputs: ReadonlyMap<string, ArtifactKind>,
  problems: Problems,
): { readonly port: string; readonly kind: ArtifactKind } | undefined {
  const [only] = outputs.size === 1 ? outputs.keys() : [];
  const port = reference.port ?? only ?? wanted;
  const kind = outputs.get(port);
  if (kind !== undefined) return { port, kind };
  if (reference.port === undefined) {
    const names = [...outputs.keys()];
    problems.error(location, {
      code: "port-ambiguous",
      message: `"${reference.stage}" has several outputs, and none is called "${wanted}"`,
      hint: `Name one: ${names.map((name) => `${text}.${name}`).join(", ")}.`,
    });
  } else {
    problems.error(location, {
      code: "port-unknown",
      message: `"${reference.stage}" has no output port "${reference.port}"`,
      hint: nameHint(reference.port, outputs.keys(), "output ports"),
    });
  }
  return undefined;
}

/**
 * Whether a text that names no stage names a file, there or not. What looks like a stage and is no file is
 * reported as a stage that does not exist.
 */
function checkKnownOrFile(
  { text, location }: WrittenSource,
  reference: Reference | undefined,
  { models, context }: BindContext,
): boolean {
  const { problems, reads } = context;
  // Asked first, since to look for the nearest of all names at every file would be quadratic.
  const isFile = reference !== undefined && reads.entryAt(resolvePath(context, text)) !== "nothing";
  if (isFile) return true;
  if (reference !== undefined && looksLikeStage(reference, models)) {
    problems.error(location, {
      code: "stage-unknown",
      message: `there is no stage "${reference.stage}", and no file ${JSON.stringify(text)}`,
      hint: nameHint(reference.stage, models.keys(), "stages"),
    });
    return false;
  }
  if (!isBrokenSelection(text, models)) return true;
  problems.error(location, {
    code: "point-unknown",
    message: `${JSON.stringify(text)} does not pick points in a form that can be read`,
    hint: "Write stage[*].port for all points, or stage[axis=value].port for some.",
  });
  return false;
}

/** A single word, a selection of points, or nearly the name of a stage: not `data.csv`. */
function looksLikeStage(
  { stage, port, selection }: Reference,
  models: ReadonlyMap<string, StageModel>,
): boolean {
  if (port === undefined || selection.type !== "own") return true;
  return nearestName(stage, models.keys()) !== undefined;
}

function isBrokenSelection(text: string, models: ReadonlyMap<string, StageModel>): boolean {
  const bracket = text.indexOf("[");
  return bracket > 0 && models.has(text.slice(0, bracket));
}
