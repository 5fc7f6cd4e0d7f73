import { nameHint } from "@fairline/core";
import type { SourceLocation } from "@fairline/core";
import { INVALID, locate } from "@fairline/yaml";
import type { Problems } from "@fairline/yaml";
import type { Scope } from "../expression/scope.ts";
import { fieldValue } from "../file/stage-declaration.ts";
import { orderGraph } from "../graph.ts";
import { bindInputs, type InputBinding } from "../inputs/bind.ts";
import type { BindContext } from "../inputs/source.ts";
import { instanceId, labelPoint, type LabelledPoint } from "../matrix/point.ts";
import type { StagePoints } from "../matrix/stage-points.ts";
import type { StageModel } from "../stage/model.ts";

/** A stage with its connections. */
export interface ConnectedStage {
  readonly model: StageModel;
  /** Undefined where the matrix is invalid. */
  readonly points: readonly LabelledPoint[] | undefined;
  /**
   * The bindings at each of the points, in the same order; undefined where `in` or the work is invalid. Where the
   * points are not known, those of a stage whose `in` does not depend on them.
   */
  readonly bindings: readonly (readonly InputBinding[])[] | undefined;
  readonly needs: readonly StageDependency[];
}

/** A stage that another one waits for. */
interface StageDependency {
  readonly stage: string;
  readonly location: SourceLocation;
}

/** The stages in an order in which each comes after what it needs. */
export interface StageGraph {
  readonly ordered: readonly ConnectedStage[];
  /** Stages in cycles, which have no order. */
  readonly cyclic: readonly ConnectedStage[];
}

/** Connects every stage and orders them; cycles are reported with their path. */
export function connectStages(
  pipeline: BindContext,
  points: StagePoints,
  scope: Scope,
): StageGraph {
  const { models, context } = pipeline;
  const connected = new Map<string, ConnectedStage>();
  const edges = new Map<string, ReadonlyMap<string, SourceLocation>>();
  for (const [name, model] of models) {
    const stage = {
      model,
      points: points.get(name),
      bindings: bindAtPoints(model, points.get(name), scope, pipeline),
      needs: needsOf(model, scope, pipeline),
    };
    connected.set(name, stage);
    edges.set(name, edgesOf(stage));
  }
  const { order, cycles } = orderGraph(new Map([...edges].map(([name, to]) => [name, to.keys()])));
  for (const cycle of cycles) {
    const [first = "", second = first] = cycle;
    reportCycle(cycle, edges.get(first)!.get(second)!, context.problems);
  }
  const stagesOf = (names: readonly string[]) => names.map((name) => connected.get(name)!);
  return { ordered: stagesOf(order), cyclic: stagesOf(cycles.flat()) };
}

/** The point at which what does not depend on the matrix is evaluated. */
const NOWHERE = labelPoint({});

function bindAtPoints(
  { work, declaration }: StageModel,
  points: readonly LabelledPoint[] | undefined,
  scope: Scope,
  pipeline: BindContext,
): ConnectedStage["bindings"] {
  if (work === undefined) return undefined;
  const { name, fields } = declaration;
  const { context } = pipeline;
  const bind = (point: LabelledPoint): readonly InputBinding[] | undefined => {
    const at = {
      scope: { ...scope, matrix: point.point },
      instance: instanceId(name, point),
      context,
    };
    const value = fields.in && fieldValue(fields.in, at);
    return value === INVALID ? undefined : bindInputs({ declaration, work }, value, pipeline);
  };
  if (fields.in?.varies !== true) {
    const bindings = bind(NOWHERE);
    return bindings && (points ?? [NOWHERE]).map(() => bindings);
  }
  const bound = points?.map(bind).filter((bindings) => bindings !== undefined);
  return bound?.length === points?.length ? bound : undefined;
}

/** The stages that `needs:` names. */
function needsOf(
  { declaration: { name, fields } }: StageModel,
  scope: Scope,
  { models, context }: BindContext,
): readonly StageDependency[] {
  const field = fields.needs;
  const value = field && fieldValue(field, { scope, instance: name, context });
  if (field === undefined || value === undefined || value === INVALID) return [];
  const names = typeof value === "string" ? [value] : value;
  return names.flatMap((stage, index) => {
    const { location } = locate(field.node, typeof value === "string" ? [] : [index]).node;
    if (models.has(stage)) return [{ stage, location }];
    context.problems.error(location, {
      code: "stage-unknown",
      message: `there is no stage ${JSON.stringify(stage)} to wait for`,
      hint: nameHint(stage, models.keys(), "stages"),
    });
    return [];
  });
}

/** What a stage waits for, with the location that names it. */
function edgesOf({ model, bindings, needs }: ConnectedStage): ReadonlyMap<string, SourceLocation> {
  const edges = new Map<string, SourceLocation>();
  const distinct = new Set(bindings);
  for (const { source, location } of [...distinct].flat()) {
    if (source.type === "stage") edges.set(source.stage, location);
  }
  for (const { stage, location } of needs) edges.set(stage, location);
  const { matrix } = model.declaration.fields;
  const from = matrix && locate(matrix.node, ["from"]);
  if (from?.depth === 1 && from.node.type === "scalar") {
    edges.set(String(from.node.value), from.node.location);
  }
  return edges;
}

/**
 * Reports stages that wait for each other.
 *
 * @param cycle - Each stage needs the next one, and the last the first.
 * @param location - Where the first of them names the next.
 */
function reportCycle(cycle: readonly string[], location: SourceLocation, problems: Problems): void {
  const path = [...cycle, cycle[0]].join(" → ");
  problems.error(location, {
    code: "cycle",
    message:
      cycle.length === 1
        ? `the stage "${String(cycle[0])}" needs itself`
        : `these stages need each other: ${path}`,
    hint: "Take one of the connections out.",
  });
}
