import { groupedDigits, nameHint } from "@fairline/core";
import { INVALID, locate } from "@fairline/yaml";
import type { Problems } from "@fairline/yaml";
import type { Scope } from "../expression/scope.ts";
import { fieldValue, type Field, type StageDeclaration } from "../file/stage-declaration.ts";
import type { LoadContext } from "../load-context.ts";
import { expandMatrix, productSize, type Combination, type MatrixParts } from "./expand.ts";
import { comparePoints, instanceId, labelPoint, type LabelledPoint } from "./point.ts";
import { readMatrix, type MatrixSource } from "./read.ts";

/** The points of each stage, sorted; undefined for a stage whose matrix is invalid. */
export type StagePoints = ReadonlyMap<string, readonly LabelledPoint[] | undefined>;

const NO_MATRIX = [labelPoint({})];

const MOST_POINTS = 100_000;

/** Expands the matrix of every stage; joins follow `from` through the stages. */
export function expandMatrices(
  stages: ReadonlyMap<string, StageDeclaration>,
  scope: Scope,
  context: LoadContext,
): StagePoints {
  const { problems } = context;
  const points = new Map<string, readonly LabelledPoint[] | undefined>();
  const open = new Set<string>();

  const visit = (stage: StageDeclaration): readonly LabelledPoint[] | undefined => {
    const { name } = stage;
    if (points.has(name)) return points.get(name);
    // A circle of joins: the graph reports it, with its path.
    if (open.has(name)) return undefined;
    open.add(name);
    const expanded = pointsOf(stage);
    open.delete(name);
    points.set(name, expanded);
    return expanded;
  };

  const pointsOf = ({ name, fields }: StageDeclaration): readonly LabelledPoint[] | undefined => {
    const field = fields.matrix;
    if (field === undefined) return NO_MATRIX;
    const value = fieldValue(field, { scope, instance: name, context });
    const source = value === INVALID ? undefined : readMatrix(field, value, problems);
    const base = source && baseOf(source);
    return source && base && expandSource(name, { ...source, base }, field, problems);
  };

  const baseOf = ({ from, field, axes }: MatrixSource): readonly Combination[] | undefined => {
    if (from === undefined) return [{}];
    const upstream = stages.get(from);
    if (upstream === undefined) {
      problems.error(locate(field.node, ["from"]).node.location, {
        code: "stage-unknown",
        message: `there is no stage ${JSON.stringify(from)} to join`,
        hint: nameHint(from, stages.keys(), "stages"),
      });
      return undefined;
    }
    const joined = visit(upstream)?.map(({ point }) => point);
    return joined && checkJoinedAxes({ from, field, axes }, joined, problems) ? joined : undefined;
  };

  for (const stage of stages.values()) visit(stage);
  return points;
}

/** Whether a matrix adds no axis that the stage it joins has already. */
function checkJoinedAxes(
  { from, field, axes }: Pick<MatrixSource, "from" | "field" | "axes">,
  joined: readonly Combination[],
  problems: Problems,
): boolean {
  const taken = [...axes.keys()].find((axis) => joined.some((one) => Object.hasOwn(one, axis)));
  if (taken === undefined) return true;
  problems.error(locate(field.node, [taken], field.keyLocation).keyLocation, {
    code: "matrix-mismatch",
    message: `the axis "${taken}" comes from "${String(from)}" already`,
    hint: "Remove it here, or leave `from` out.",
  });
  return false;
}

function expandSource(
  stage: string,
  parts: MatrixParts,
  field: Field,
  problems: Problems,
): readonly LabelledPoint[] | undefined {
  if (!checkSize(stage, parts, field, problems)) return undefined;
  if (!checkExcludedAxes(parts, field, problems)) return undefined;
  const points = expandMatrix(parts);
  return checkPoints(stage, points, field, problems) ? points.toSorted(comparePoints) : undefined;
}

/** Whether a matrix has a number of points that can be run, before they are built. */
function checkSize(
  stage: string,
  parts: MatrixParts,
  { keyLocation }: Field,
  problems: Problems,
): boolean {
  const size = productSize(parts);
  if (size <= MOST_POINTS) return true;
  problems.error(keyLocation, {
    code: "matrix-too-large",
    message: `the matrix of "${stage}" has ${groupedDigits(size)} points, and the limit is ${groupedDigits(MOST_POINTS)}`,
    hint: "Shorten its lists, or split the stage.",
  });
  return false;
}

/** Whether `exclude` names axes that the matrix has: an entry with another axis would exclude nothing. */
function checkExcludedAxes(
  { axes, base, exclude }: MatrixParts,
  { node }: Field,
  problems: Problems,
): boolean {
  const known = new Set([...axes.keys(), ...base.flatMap((one) => Object.keys(one))]);
  let isValid = true;
  for (const [index, entry] of exclude.entries()) {
    for (const axis of Object.keys(entry).filter((one) => !known.has(one))) {
      isValid = false;
      problems.error(locate(node, ["exclude", index, axis]).keyLocation, {
        code: "point-unknown",
        message: `the matrix has no axis ${JSON.stringify(axis)} to exclude from`,
        hint: nameHint(axis, known, "axes"),
      });
    }
  }
  return isValid;
}

/** Whether `exclude` left a point over, and each is there once: `include` can give one twice, and two can grow alike. */
function checkPoints(
  stage: string,
  points: readonly LabelledPoint[],
  { node, keyLocation }: Field,
  problems: Problems,
): boolean {
  const locationOf = (key: string) => locate(node, [key], keyLocation).keyLocation;
  if (points.length === 0) {
    problems.error(locationOf("exclude"), {
      code: "matrix-empty",
      message: `the matrix of "${stage}" has no points left, so the stage would never run`,
      hint: "Exclude less.",
    });
    return false;
  }
  const seen = new Set<string>();
  const repeated = points.find(({ key }) => seen.has(key) || !seen.add(key));
  if (repeated === undefined) return true;
  problems.error(locationOf("include"), {
    code: "name-duplicate",
    message: `\`include\` gives ${instanceId(stage, repeated)} twice`,
    hint: "Remove one of them.",
  });
  return false;
}
