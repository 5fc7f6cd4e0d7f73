import { locate } from "@fairline/yaml";
import type { Problems } from "@fairline/yaml";
import type { Field } from "../file/stage-declaration.ts";
import { instanceId, type LabelledPoint } from "./point.ts";

/** Whether `exclude` left anything over. */
export function checkSomePoints(
  stage: string,
  points: readonly LabelledPoint[],
  { node, keyLocation }: Field,
  problems: Problems,
): boolean {
  if (points.length > 0) return true;
  problems.error(locate(node, ["exclude"]).keyLocation ?? keyLocation, {
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
  { node, keyLocation }: Field,
  problems: Problems,
): boolean {
  const seen = new Set<string>();
  for (const point of points) {
    if (seen.has(point.key)) {
      problems.error(locate(node, ["include"]).keyLocation ?? keyLocation, {
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
