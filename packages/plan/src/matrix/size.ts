import type { Problems } from "@fairline/yaml";
import type { Field } from "../file/stage-declaration.ts";
import { productSize, type MatrixParts } from "./expand.ts";

const MOST_POINTS = 100_000;

/** Whether a matrix has a number of points that can be run, before they are built. */
export function checkSize(
  stage: string,
  parts: MatrixParts,
  field: Field,
  problems: Problems,
): boolean {
  const size = productSize(parts);
  if (size <= MOST_POINTS) return true;
  problems.error(field.keyLocation, {
    code: "matrix-too-large",
    message: `the matrix of "${stage}" has ${size.toLocaleString("en")} points, and the limit is ${MOST_POINTS.toLocaleString("en")}`,
    hint: "Shorten its lists, or split the stage.",
  });
  return false;
}
