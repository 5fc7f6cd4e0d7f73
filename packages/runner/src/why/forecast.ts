import { FairlineError } from "@fairline/core";
import type { GateVerdict } from "@fairline/core";
import type { Instance, Plan } from "@fairline/plan";
import type { ActionRecord, Lookup, Store } from "@fairline/store";
import { describeAction } from "../action/action.ts";
import type { Action } from "../action/action.ts";
import { GateBench } from "../gates/evaluate.ts";
import type { Result } from "../gates/evaluate.ts";
import { History } from "./history.ts";
import type { InstanceOutcome, RunnerHost } from "../host.ts";
import { upstreamOf } from "../schedule/graph.ts";
import { reasonToReuse, reasonToRun } from "./reason.ts";
import { actionSources, withPath } from "../run-state.ts";

/** What would happen to an instance if the plan ran now. */
export interface InstanceStatus {
  readonly id: string;
  readonly state: "reuse" | "run" | "unknown until upstream ran";
  /** One sentence, without its period. */
  readonly reason: string;
  /** Action key; undefined where it cannot be known yet. */
  readonly key: string | undefined;
}

/** An instance looked up in the store, with what the words about it are made from. */
export interface Standing extends InstanceStatus {
  readonly instance: Instance;
  /** Upstream instances that the reason is about. */
  readonly because: readonly string[];
  /** Undefined where it cannot be known yet. */
  readonly action: Action | undefined;
  /** The known result, where there is one. */
  readonly record: ActionRecord | undefined;
}

/** Tells for every instance whether it would run, and why. Runs nothing and changes nothing. */
export async function planStatus(
  plan: Plan,
  store: Store,
  host: RunnerHost,
): Promise<readonly InstanceStatus[]> {
  const { standings } = await standingsOf(plan, store, host);
  return [...standings.values()].map(({ id, state, reason, key }) => ({ id, state, reason, key }));
}

/**
 * Holds what the store knows against the gates. Runs nothing: a gate on an instance without a result fails
 * with its own message.
 */
export async function evaluateGates(
  plan: Plan,
  store: Store,
  host: RunnerHost,
): Promise<readonly GateVerdict[]> {
  const { bench } = await standingsOf(plan, store, host);
  return await bench.verdicts();
}

/** How a plan stands in a store. */
export interface PlanStanding {
  /** By instance id, in the order of the plan. */
  readonly standings: ReadonlyMap<string, Standing>;
  readonly history: History;
  readonly bench: GateBench;
}

/** Looks every instance up whose inputs are known. */
export async function standingsOf(
  plan: Plan,
  store: Store,
  host: RunnerHost,
): Promise<PlanStanding> {
  const outcomes = new Map<string, InstanceOutcome>();
  const standings = new Map<string, Standing>();
  const resultOf = (id: string): Result => {
    const outcome = outcomes.get(id);
    if (outcome !== undefined) return { outputs: outcome.outputs };
    return { absence: `${id} has no result in the store for the pipeline as it is now.` };
  };
  const bench = new GateBench(plan, host, resultOf);
  const sources = actionSources({ plan, store, host, outcomes, bench });
  const history = History.of(plan, store);
  for (const instance of plan.instances) {
    const { id } = instance;
    const waits = upstreamOf(instance).filter((above) => !outcomes.has(above));
    if (waits.length > 0) {
      standings.set(id, waiting(instance, waits));
      continue;
    }
    let action: Action;
    try {
      action = await describeAction(instance, sources);
    } catch (error) {
      if (!(error instanceof FairlineError)) throw error;
      standings.set(id, failing(instance, error));
      continue;
    }
    const lookup = await store.lookup(action.key, { drop: false });
    standings.set(id, standing(instance, action, { lookup, store, history }));
    if (lookup.state !== "hit") continue;
    const outputs = Object.entries(lookup.record.outputs).map(
      ([port, output]) => [port, withPath(output, store)] as const,
    );
    outcomes.set(id, {
      instance: id,
      status: "reused",
      key: action.key,
      outputs: Object.fromEntries(outputs),
      reason: "",
      durationMs: 0,
    });
  }
  await store.save();
  return { standings, history, bench };
}

/** A stage whose inputs from outside cannot be read: it would run, and fail. */
function failing(instance: Instance, { message }: FairlineError): Standing {
  return {
    id: instance.id,
    instance,
    state: "run",
    reason: `it would fail: ${message}`,
    because: [],
    key: undefined,
    action: undefined,
    record: undefined,
  };
}

function waiting(instance: Instance, waits: readonly string[]): Standing {
  const names = waits.slice(0, 3).join(", ");
  const more = waits.length > 3 ? ` and ${String(waits.length - 3)} more` : "";
  return {
    id: instance.id,
    instance,
    state: "unknown until upstream ran",
    reason: `it depends on what ${names}${more} will give`,
    because: waits,
    key: undefined,
    action: undefined,
    record: undefined,
  };
}

function standing(
  instance: Instance,
  action: Action,
  { lookup, store, history }: { lookup: Lookup; store: Store; history: History },
): Standing {
  const isHit = lookup.state === "hit";
  const reason = isHit
    ? reasonToReuse(instance, lookup.record)
    : reasonToRun(instance, action, lookup, { store, history });
  return {
    id: instance.id,
    instance,
    state: isHit ? "reuse" : "run",
    reason: reason.words,
    because: reason.because,
    key: action.key,
    action,
    record: isHit ? lookup.record : undefined,
  };
}
