import type { SourceLocation } from "@fairline/core";
import { INVALID, locate } from "@fairline/yaml";
import { fieldValue } from "../file/stage-declaration.ts";
import type { Scope } from "../expression/scope.ts";
import { instanceId, labelPoint, type LabelledPoint } from "../matrix/point.ts";
import { reportCycle } from "./cycle.ts";
import type { StageModel } from "../stage/model.ts";
import { bindInputs, type InputValue, type Wiring } from "../inputs/bind.ts";
import type { InputBinding } from "../inputs/source.ts";
import { needsOf, type Need } from "./needs.ts";
import { orderGraph } from "./order.ts";

/** A stage with its connections. */
export interface WiredStage {
  readonly model: StageModel;
  /** Undefined where the matrix is broken. */
  readonly points: readonly LabelledPoint[] | undefined;
  /**
   * The bindings at each of the points, in the same order; undefined where `in` or the work is broken. Where the
   * points are not known, those of a stage whose `in` does not depend on them.
   */
  readonly bindings: readonly (readonly InputBinding[])[] | undefined;
  readonly needs: readonly Need[];
}

/** The stages in an order in which each comes after what it needs. */
export interface StageGraph {
  readonly ordered: readonly WiredStage[];
  /** Stages in cycles, which have no order. */
  readonly cyclic: readonly WiredStage[];
}

/** Connects every stage and orders them; cycles are reported with their path. */
export function wireStages(
  wiring: Wiring,
  points: ReadonlyMap<string, readonly LabelledPoint[] | undefined>,
  scope: Scope,
): StageGraph {
  const { models, loading } = wiring;
  const wired = new Map<string, WiredStage>();
  const edges = new Map<string, ReadonlyMap<string, SourceLocation>>();
  for (const [name, model] of models) {
    const stage = {
      model,
      points: points.get(name),
      bindings: bindAtPoints(model, points.get(name), scope, wiring),
      needs: needsOf(model.declaration, models, scope, loading.problems),
    };
    wired.set(name, stage);
    edges.set(name, edgesOf(stage));
  }
  const { order, cycles } = orderGraph(new Map([...edges].map(([name, to]) => [name, to.keys()])));
  for (const cycle of cycles) {
    const [first = "", second = first] = cycle;
    reportCycle(cycle, edges.get(first)!.get(second)!, loading.problems);
  }
  const stagesOf = (names: readonly string[]) => names.map((name) => wired.get(name)!);
  return { ordered: stagesOf(order), cyclic: stagesOf(cycles.flat()) };
}

/** The point at which what does not depend on the matrix is evaluated. */
const NOWHERE = labelPoint({});

function bindAtPoints(
  model: StageModel,
  points: readonly LabelledPoint[] | undefined,
  scope: Scope,
  wiring: Wiring,
): WiredStage["bindings"] {
  const { work, declaration } = model;
  const field = declaration.fields.get("in");
  if (work === undefined) return undefined;
  const bind = (point: LabelledPoint): readonly InputBinding[] | undefined => {
    const at = { ...scope, matrix: point.point };
    const id = instanceId(declaration.name, point);
    const value = field && fieldValue(field, at, id, wiring.loading.problems);
    // The shape of `in` is a text or a map of texts.
    return value === INVALID
      ? undefined
      : bindInputs({ declaration, work }, value as InputValue | undefined, wiring);
  };
  if (field?.varies !== true) {
    const bindings = bind(NOWHERE);
    return bindings && (points ?? [NOWHERE]).map(() => bindings);
  }
  if (points === undefined) return undefined;
  const bound = points.map(bind).filter((bindings) => bindings !== undefined);
  return bound.length === points.length ? bound : undefined;
}

/** What a stage waits for, with the place that says so. */
function edgesOf({ model, bindings, needs }: WiredStage): ReadonlyMap<string, SourceLocation> {
  const edges = new Map<string, SourceLocation>();
  const distinct = new Set(bindings);
  for (const { source, location } of [...distinct].flat()) {
    if (source.type === "stage") edges.set(source.stage, location);
  }
  for (const { stage, location } of needs) edges.set(stage, location);
  const matrix = model.declaration.fields.get("matrix");
  const from = matrix && locate(matrix.node, ["from"]);
  if (from?.depth === 1 && from.node.type === "scalar") {
    edges.set(String(from.node.value), from.node.location);
  }
  return edges;
}
