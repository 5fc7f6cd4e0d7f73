import { FairlineError } from "@fairline/core";
import type { GateVerdict } from "@fairline/core";
import type { Instance, Plan } from "@fairline/plan";
import { upstreamOf } from "@fairline/plan/graph";
import type { ActionRecord, Store } from "@fairline/store";
import { describeAction } from "../action/action.ts";
import type { Action } from "../action/action.ts";
import { actionSources } from "../action/sources.ts";
import type { ActionSources } from "../action/sources.ts";
import type { GateEvaluator } from "../gates/evaluate.ts";
import type { RunnerHost } from "../host.ts";
import { History } from "./history.ts";
import { strayPublications } from "./published.ts";
import type { StrayPublication } from "./published.ts";
import { reasonToReuse, reasonToRun } from "./reason.ts";

/** What would happen to an instance if the plan ran now. */
export interface InstanceStatus {
  readonly id: string;
  readonly state: "reuse" | "run" | "unknown until upstream ran";
  /** One sentence, without its period. */
  readonly reason: string;
  /** Action key; undefined where it cannot be known yet. */
  readonly key: string | undefined;
  /** Where its known result is published and is not; left out where there is no such place. */
  readonly strays?: readonly StrayPublication[];
}

/** What would happen, and what that is about. */
export interface Forecast extends InstanceStatus {
  /** Ids of the upstream instances that the reason is about. */
  readonly causes: readonly string[];
}

/** Says for every instance whether it would run, and why. Runs nothing and changes nothing. */
export async function planStatus(
  plan: Plan,
  store: Store,
  host: RunnerHost,
): Promise<readonly InstanceStatus[]> {
  const { forecasts, results } = await forecastPlan(plan, store, host);
  const statuses: InstanceStatus[] = [];
  for (const instance of plan.instances) {
    const forecast = forecasts.get(instance.id);
    if (forecast === undefined) continue;
    const { id, state, reason, key } = forecast;
    const record = results.get(id);
    const strays = record === undefined ? [] : await strayPublications(instance, record, store);
    statuses.push({ id, state, reason, key, ...(strays.length === 0 ? {} : { strays }) });
  }
  return statuses;
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
  const { gates } = await forecastPlan(plan, store, host);
  return await gates.verdicts();
}

/** What would happen to a plan if it ran now. */
interface PlanForecast {
  /** By instance id, in the order of the plan. */
  readonly forecasts: ReadonlyMap<string, Forecast>;
  /** The results that are known, by instance id. */
  readonly results: ReadonlyMap<string, ActionRecord>;
  readonly history: History;
  readonly gates: GateEvaluator;
}

/** Looks every instance up whose inputs are known. */
export async function forecastPlan(
  plan: Plan,
  store: Store,
  host: RunnerHost,
): Promise<PlanForecast> {
  const results = new Map<string, ActionRecord>();
  const absence = "has no result in the store for the pipeline as it is now.";
  const sources = actionSources(
    { plan, store, host },
    (id) => results.get(id) ?? { absence: `${id} ${absence}` },
  );
  const history = new History(plan, store);
  const forecasts = new Map<string, Forecast>();
  for (const instance of plan.instances) {
    const { id } = instance;
    const missing = upstreamOf(instance).filter((above) => !results.has(above));
    if (missing.length > 0) {
      forecasts.set(id, waiting(id, missing));
      continue;
    }
    const { record, ...forecast } = await forecastInstance(instance, sources, history);
    forecasts.set(id, forecast);
    if (record !== undefined) results.set(id, record);
  }
  await store.save();
  return { forecasts, results, history, gates: sources.gates };
}

function waiting(id: string, missing: readonly string[]): Forecast {
  const names = missing.slice(0, 3).join(", ");
  const more = missing.length > 3 ? ` and ${String(missing.length - 3)} more` : "";
  const reason = `it depends on what ${names}${more} will give`;
  return { id, state: "unknown until upstream ran", reason, causes: missing, key: undefined };
}

/** Looks an instance up; with its known result, where there is one. */
async function forecastInstance(
  instance: Instance,
  sources: ActionSources,
  history: History,
): Promise<Forecast & { readonly record?: ActionRecord }> {
  const { id } = instance;
  const { store } = sources;
  let action: Action;
  try {
    action = await describeAction(instance, sources);
  } catch (error) {
    // What it reads from outside cannot be read: it would run, and fail.
    if (!(error instanceof FairlineError)) throw error;
    const reason = `it would fail: ${error.message}`;
    return { id, state: "run", reason, causes: [], key: undefined };
  }
  const { key } = action;
  const lookup = await store.lookup(key, { drop: false });
  if (lookup.state === "hit") {
    const { record } = lookup;
    const { text, causes } = reasonToReuse(instance, record);
    return { id, state: "reuse", reason: text, causes, key, record };
  }
  const { text, causes } = await reasonToRun(instance, action, lookup, { store, history });
  return { id, state: "run", reason: text, causes, key };
}
