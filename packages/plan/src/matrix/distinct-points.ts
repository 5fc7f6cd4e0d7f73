import type { Field } from "../file/stage-declaration.ts";
import { instanceId, type LabelledPoint } from "./point.ts";
import type { Problems } from "../diagnostics/problems.ts";
import { locate } from "../yaml/syntax.ts";

/** Whether `exclude` left anything over. */
export function checkSomePoints(
  stage: string,
  points: readonly LabelledPoint[],
  { node, keyPlace }: Field,
  problems: Problems,
): boolean {
  if (points.length > 0) return true;
  problems.error(locate(node, ["exclude"]).keyPlace ?? keyPlace, {
    code: "matrix-empty",
    message: `the matrix of "${stage}" has no points left, so the stage would never run`,
    hint: "Exclude less.",
  });
  return false;
}

/** Whether every point is there once: `include` can give the same one twice, and two axes can grow alike. */
export function checkDistinctPoints(
  stage: string,
  points: readonly LabelledPoint[],
  { node, keyPlace }: Field,
  problems: Problems,
): boolean {
  const seen = new Set<string>();
  for (const point of points) {
    if (seen.has(point.key)) {
      problems.error(locate(node, ["include"]).keyPlace ?? keyPlace, {
        code: "name-duplicate",
        message: `\`include\` gives ${instanceId(stage, point)} twice`,
        hint: "Remove one of them.",
      });
      return false;
    }
    seen.add(point.key);
  }
  return true;
}
