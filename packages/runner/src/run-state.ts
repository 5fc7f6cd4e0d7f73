import { setTimeout as delay } from "node:timers/promises";
import type { Lineage } from "@fairline/core";
import type { Instance, Plan, Resources, StageWork } from "@fairline/plan";
import type { Store, StoredOutput } from "@fairline/store";
import type { RunEvent } from "./event.ts";
import type { ActionSources } from "./action/action.ts";
import type { BudgetQueue } from "./schedule/slots.ts";
import type { Executor } from "./job/executor.ts";
import type { GateBench } from "./gates/evaluate.ts";
import type { Result } from "./gates/evaluate.ts";
import type { History } from "./why/history.ts";
import type { InstanceOutcome, OutcomeOutput, RunOptions, RunnerHost } from "./host.ts";
import { closureOf, lineageFor, upstreamOf } from "./schedule/graph.ts";
import type { RunRecord } from "./record/run-record.ts";

/** An event before it gets its time. */
type NewEvent = RunEvent extends infer E ? (E extends RunEvent ? Omit<E, "time"> : never) : never;

/** What a test may replace in a run. */
export interface RunSeams {
  readonly executor?: Executor;
  /** Waits; ends early when the signal is aborted. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Everything that one run knows while it goes on. */
export interface RunState {
  readonly run: string;
  readonly plan: Plan;
  readonly store: Store;
  readonly host: RunnerHost;
  readonly options: RunOptions;
  readonly outcomes: ReadonlyMap<string, InstanceOutcome>;
  readonly forced: ReadonlySet<string>;
  readonly history: History;
  readonly record: RunRecord;
  readonly queue: BudgetQueue;
  readonly machine: Resources;
  readonly sources: ActionSources;
  readonly bench: GateBench;
  /** Starts the executor when something first has to run. */
  readonly executor: () => Executor;
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Greater for instances that more work hangs on. */
  readonly priorityOf: (id: string) => number;
  readonly emit: (event: NewEvent) => void;
  /** Records how an instance came out. */
  readonly conclude: (outcome: InstanceOutcome) => void;
  /** Says that an instance has failed for good, before its place at the machine is given to another. */
  readonly stopAfter: (instance: string) => void;
  /** Why nothing new may start; undefined while all is well. */
  readonly stopReason: () => string | undefined;
}

/** Waits in real time. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Where an output of the store can be read; it has been checked before. */
export function withPath(output: StoredOutput, store: Store): OutcomeOutput {
  const { layout } = store;
  const path = output.form === "file" ? layout.object(output.digest) : layout.tree(output.digest);
  return { ...output, path };
}

/** What describing an action needs of a run. */
export function actionSources(
  parts: Pick<RunState, "plan" | "store" | "host" | "outcomes" | "bench">,
): ActionSources {
  const { plan, store, host, outcomes, bench } = parts;
  const implementations = new Map<string, Promise<string>>();
  return {
    plan,
    store,
    host,
    outputOf: (id, port) => {
      const output = outcomes.get(id)?.outputs[port];
      if (output === undefined) throw new Error(`${id} has no output "${port}"`);
      return output;
    },
    implementationOf: (work: StageWork) => {
      const name = `${work.module ?? ""}\n${work.uses}`;
      const digest = implementations.get(name) ?? host.implementationOf(work);
      implementations.set(name, digest);
      return digest;
    },
    lineageOf: async (instance: Instance): Promise<Lineage> => {
      const upstream = closureOf(plan, upstreamOf(instance));
      return lineageFor(instance, plan, {
        keyOf: (id) => outcomes.get(id)?.key ?? "",
        gates: await bench.verdicts(upstream),
      });
    },
  };
}

/** Where the gates of a run find outputs. */
export function resultIn(outcomes: ReadonlyMap<string, InstanceOutcome>): (id: string) => Result {
  return (id) => {
    const outcome = outcomes.get(id);
    if (outcome === undefined) return { absence: `${id} was not part of this run.` };
    switch (outcome.status) {
      case "ran":
      case "reused":
        return { outputs: outcome.outputs };
      case "failed":
        return { absence: `${id} failed, so there is nothing to hold against the limit.` };
      case "skipped":
        return { absence: `${id} did not run, so there is nothing to hold against the limit.` };
    }
  };
}
