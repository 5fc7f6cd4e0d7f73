import { INVALID } from "@fairline/yaml";
import type { Problems } from "@fairline/yaml";
import type { Scope } from "../expression/scope.ts";
import { fieldValue, type StageDeclaration } from "../file/stage-declaration.ts";
import { checkExcludedAxes } from "./exclude.ts";
import { checkJoin } from "./from.ts";
import { checkJoinedAxes } from "./joined-axis.ts";
import { checkSize } from "./size.ts";
import { checkDistinctPoints, checkSomePoints } from "./distinct-points.ts";
import { expandMatrix } from "./expand.ts";
import type { Combination } from "./combination.ts";
import { readMatrix, type MatrixSource } from "./read.ts";
import { comparePoints, labelPoint, type LabelledPoint } from "./point.ts";

/** The points of each stage, sorted; undefined for a stage whose matrix is broken. */
export type StagePoints = ReadonlyMap<string, readonly LabelledPoint[] | undefined>;

const NO_MATRIX = [labelPoint({})];

/** Expands the matrix of every stage; joins follow `from` through the stages. */
export function expandMatrices(
  stages: ReadonlyMap<string, StageDeclaration>,
  scope: Scope,
  problems: Problems,
): StagePoints {
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

  const pointsOf = (stage: StageDeclaration): readonly LabelledPoint[] | undefined => {
    const field = stage.fields.get("matrix");
    if (field === undefined) return NO_MATRIX;
    const value = fieldValue(field, scope, stage.name, problems);
    if (value === INVALID) return undefined;
    // The shape of `matrix` is a map of JSON values.
    const source = readMatrix(field, value as Combination, problems);
    if (source === undefined) return undefined;
    const base = baseOf(source);
    return base && expandSource(stage.name, source, base, problems);
  };

  const baseOf = ({ from, field, axes }: MatrixSource): readonly Combination[] | undefined => {
    if (from === undefined) return [{}];
    const upstream = stages.get(from);
    if (!checkJoin(from, field, stages, problems) || upstream === undefined) return undefined;
    const joined = visit(upstream)?.map(({ point }) => point);
    return joined && checkJoinedAxes(from, axes, { joined, field }, problems) ? joined : undefined;
  };

  for (const stage of stages.values()) visit(stage);
  return points;
}

function expandSource(
  stage: string,
  source: MatrixSource,
  base: readonly Combination[],
  problems: Problems,
): readonly LabelledPoint[] | undefined {
  const parts = { ...source, base };
  const valid =
    checkSize(stage, parts, source.field, problems) &&
    checkExcludedAxes(parts, source.field, problems);
  if (!valid) return undefined;
  const points = expandMatrix(parts);
  const usable =
    checkSomePoints(stage, points, source.field, problems) &&
    checkDistinctPoints(stage, points, source.field, problems);
  return usable ? points.toSorted(comparePoints) : undefined;
}
