import { nameHint } from "@fairline/core";
import type { Stratum } from "@fairline/core";
import { locate } from "@fairline/yaml";
import type { MapNode, Problems } from "@fairline/yaml";
import type { Scope } from "../expression/scope.ts";
import type { GateFields } from "../file/keys.ts";
import type { ExpandedInstance } from "../inputs/expanded-instance.ts";
import type { Expansion } from "../instances/expand.ts";
import { resolvePath, type LoadContext } from "../load-context.ts";
import { valueLabel } from "../matrix/point.ts";
import type { PlannedGate } from "../plan.ts";
import { outputsOf, type StageModel } from "../stage/model.ts";
import { checkMetric } from "./metric.ts";
import { readGates, type ReadGate } from "./read.ts";

/** What gates are planned from. */
export interface GateContext {
  readonly models: ReadonlyMap<string, StageModel>;
  readonly expansion: Expansion;
  readonly scope: Scope;
  readonly context: LoadContext;
}

/** Checks every gate, and says which instances it holds. */
export function planGates(
  nodes: readonly MapNode[],
  pipeline: GateContext,
): readonly PlannedGate[] {
  return readGates(nodes, pipeline.scope, pipeline.context)
    .map((gate) => planGate(gate, pipeline))
    .filter((gate) => gate !== undefined);
}

function planGate(gate: ReadGate, pipeline: GateContext): PlannedGate | undefined {
  const { fields, isLimited } = gate;
  const { models, expansion, context } = pipeline;
  const target = gateTarget(gate, models, context.problems);
  if (target === undefined) return undefined;
  const all = expansion.byStage.get(target.stage);
  const held = all && heldInstances(gate, target.stage, all, context.problems);
  if (held === undefined) return undefined;
  const instances = held.map(({ id }) => id);
  const isKnown = checkMetric(gate, instances, expansion.stageCalls, context.problems);
  if (!isLimited || !isKnown) return undefined;
  const { name, metric, attribute, group, min, max, bound, baseline } = fields;
  return {
    name,
    stage: target.stage,
    instances,
    port: target.port,
    metric,
    attribute,
    within: stratumOf(fields),
    group,
    min,
    max,
    bound,
    baseline: baseline === undefined ? undefined : resolvePath(context, baseline),
    maxIncrease: fields["max-increase"],
    onFail: fields["on-fail"],
    minGroup: fields["min-group"],
    uncovered: fields.uncovered,
    degenerate: fields.degenerate,
  };
}

function stratumOf({ within = {} }: GateFields): Stratum | undefined {
  const [stratum] = Object.entries(within);
  return stratum && { column: stratum[0], value: String(stratum[1]) };
}

/**
 * The stage and the metrics output that a gate holds: `stage.port`, or the stage's only output of kind `metrics`.
 *
 * @returns Undefined where there is none, which is reported, or where the stage is invalid.
 */
function gateTarget(
  { fields, node }: ReadGate,
  models: ReadonlyMap<string, StageModel>,
  problems: Problems,
): { readonly stage: string; readonly port: string } | undefined {
  const { location } = locate(node, ["stage"]).node;
  const [stage = "", named] = fields.stage.split(".");
  const model = models.get(stage);
  if (model === undefined) {
    problems.error(location, {
      code: "stage-unknown",
      message: `there is no stage ${JSON.stringify(stage)} for the gate "${fields.name}"`,
      hint: nameHint(stage, models.keys(), "stages"),
    });
    return undefined;
  }
  const outputs = model.work && outputsOf(model.work);
  if (outputs === undefined) return undefined;
  const metrics = [...outputs].filter(([, kind]) => kind === "metrics").map(([port]) => port);
  const [only] = metrics.length === 1 ? metrics : [];
  const port = named === undefined ? only : metrics.find((name) => name === named);
  if (port !== undefined) return { stage, port };
  problems.error(location, {
    code: metrics.length > 1 && named === undefined ? "port-ambiguous" : "gate-metric-unknown",
    message:
      named === undefined
        ? `"${stage}" has ${metrics.length === 0 ? "no output" : "several outputs"} of kind metrics for the gate "${fields.name}"`
        : `"${stage}" has no output ${JSON.stringify(named)} of kind metrics`,
    hint:
      metrics.length === 0
        ? "Name a stage that evaluates."
        : `Write ${metrics.map((name) => `${stage}.${name}`).join(" or ")}.`,
  });
  return undefined;
}

/** The instances that run of those that a gate's `where` chooses; undefined where there is none, which is reported. */
function heldInstances(
  gate: ReadGate,
  stage: string,
  all: readonly ExpandedInstance[],
  problems: Problems,
): readonly ExpandedInstance[] | undefined {
  const { fields, node } = gate;
  const where = Object.entries(fields.where ?? {});
  if (!checkWhere(gate, stage, all, problems)) return undefined;
  const chosen = all.filter(({ point }) =>
    where.every(([axis, value]) => point.labels.get(axis) === valueLabel(value)),
  );
  const running = chosen.filter(({ disabledBecause }) => disabledBecause === undefined);
  if (running.length > 0) return running;
  const [key, message, hint] =
    chosen.length === 0
      ? [
          "where",
          `the gate "${fields.name}" holds no point of "${stage}": none has all of these values`,
          "Choose values of one point.",
        ]
      : [
          "stage",
          `the gate "${fields.name}" is never evaluated: "${stage}" is switched off`,
          "Switch the stage on, or take the gate out.",
        ];
  problems.error(locate(node, [key]).node.location, { code: "gate-unreachable", message, hint });
  return undefined;
}

/** Whether the stage has the axes and, at some point each, the values that a gate's `where` names. */
function checkWhere(
  { fields, node }: ReadGate,
  stage: string,
  all: readonly ExpandedInstance[],
  problems: Problems,
): boolean {
  for (const [axis, value] of Object.entries(fields.where ?? {})) {
    const labels = new Set(all.flatMap(({ point }) => point.labels.get(axis) ?? []));
    const located = locate(node, ["where", axis]);
    if (labels.size === 0) {
      const axes = new Set(all.flatMap(({ point }) => [...point.labels.keys()]));
      problems.error(located.keyLocation, {
        code: "point-unknown",
        message: `"${stage}" has no matrix axis ${JSON.stringify(axis)}`,
        hint: nameHint(axis, axes, "axes"),
      });
      return false;
    }
    if (!labels.has(valueLabel(value))) {
      problems.error(located.node.location, {
        code: "gate-unreachable",
        message: `the gate "${fields.name}" holds no point of "${stage}": ${axis} is never ${valueLabel(value)}`,
        hint: `Its values are: ${[...labels].slice(0, 20).join(", ")}.`,
      });
      return false;
    }
  }
  return true;
}
