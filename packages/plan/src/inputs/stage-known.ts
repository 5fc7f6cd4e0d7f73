import type { SourceLocation } from "@fairline/core";
import { nameHint, nearestName } from "@fairline/core";
import { resolvePath, type Loading } from "../load-context.ts";
import type { StageModel } from "../stage/model.ts";
import type { Reference } from "./reference.ts";

/**
 * Whether a text that names no stage names a file, there or not. What looks like a stage and is no file is
 * reported as a stage that does not exist.
 */
export function checkKnownOrFile(
  text: string,
  reference: Reference | undefined,
  location: SourceLocation,
  {
    models,
    loading,
  }: { readonly models: ReadonlyMap<string, StageModel>; readonly loading: Loading },
): boolean {
  const { problems } = loading;
  // Asked first, since to look for the nearest of all names at every file would be quadratic.
  if (
    reference !== undefined &&
    loading.outside.entryAt(resolvePath(loading, text)) !== "nothing"
  ) {
    return true;
  }
  if (reference === undefined || !looksLikeStage(reference, models)) {
    if (isBrokenSelection(text, models)) {
      problems.error(location, {
        code: "point-unknown",
        message: `${JSON.stringify(text)} does not pick points in a form that can be read`,
        hint: "Write stage[*].port for all points, or stage[axis=value].port for some.",
      });
      return false;
    }
    return true;
  }
  problems.error(location, {
    code: "stage-unknown",
    message: `there is no stage "${reference.stage}", and no file ${JSON.stringify(text)}`,
    hint: nameHint(reference.stage, models.keys(), "stages"),
  });
  return false;
}

/** A single word, a selection of points, or nearly the name of a stage: not `data.csv`. */
function looksLikeStage(
  { stage, port, selection }: Reference,
  models: ReadonlyMap<string, StageModel>,
): boolean {
  return (
    port === undefined ||
    selection.type !== "own" ||
    nearestName(stage, models.keys()) !== undefined
  );
}

function isBrokenSelection(text: string, models: ReadonlyMap<string, StageModel>): boolean {
  const bracket = text.indexOf("[");
  return bracket > 0 && models.has(text.slice(0, bracket));
}
