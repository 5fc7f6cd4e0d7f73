import type { MapNode } from "@fairline/yaml";
import type { Stratum } from "@fairline/core";
import type { GateFields } from "../file/keys.ts";
import type { PlannedGate } from "../plan.ts";
import type { Scope } from "../expression/scope.ts";
import { resolvePath, type Loading } from "../load-context.ts";
import { checkBaseline, checkLimits } from "./limit.ts";
import { checkMetric } from "./metric.ts";
import { checkGateNames } from "./name.ts";
import { resolveGatePort } from "./port.ts";
import { checkRuns } from "./runs.ts";
import { selectGatePoints } from "./where.ts";
import type { StageModel } from "../stage/model.ts";
import type { Built } from "../inputs/built.ts";
import type { Expansion } from "../instances/expand.ts";
import { readGate, type ReadGate } from "./read.ts";

/** What gates are planned from. */
export interface GateWorld {
  readonly models: ReadonlyMap<string, StageModel>;
  readonly built: ReadonlyMap<string, readonly Built[]>;
  readonly works: Expansion["works"];
  readonly scope: Scope;
  readonly loading: Loading;
}

/** Checks every gate, and says which instances it holds. */
export function planGates(nodes: readonly MapNode[], world: GateWorld): readonly PlannedGate[] {
  const gates = nodes
    .map((node) => readGate(node, world.scope, world.loading.problems))
    .filter((gate) => gate !== undefined);
  checkGateNames(gates, world.loading.problems);
  return gates.map((gate) => planGate(gate, world)).filter((gate) => gate !== undefined);
}

function planGate(gate: ReadGate, world: GateWorld): PlannedGate | undefined {
  const { fields } = gate;
  const { problems } = world.loading;
  const hasLimits = checkLimits(gate, problems);
  const hasBaseline = checkBaseline(gate, world.loading);
  const target = resolveGatePort(gate, world.models, problems);
  if (target === undefined) return undefined;
  const all = world.built.get(target.stage);
  const chosen = all && selectGatePoints(gate, target.stage, all, problems);
  if (chosen === undefined || !checkRuns(gate, target.stage, chosen, problems)) return undefined;
  const ids = chosen.filter(({ off }) => off === undefined).map(({ id }) => id);
  const isKnown = checkMetric(gate, { ids, works: world.works }, problems);
  if (!hasLimits || !hasBaseline || !isKnown) return undefined;
  const { baseline } = fields;
  return {
    name: fields.name,
    stage: target.stage,
    instances: ids,
    port: target.port,
    metric: fields.metric,
    attribute: fields.attribute,
    within: stratumOf(fields),
    group: fields.group,
    min: fields.min,
    max: fields.max,
    bound: fields.bound,
    baseline: baseline === undefined ? undefined : resolvePath(world.loading, baseline),
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
