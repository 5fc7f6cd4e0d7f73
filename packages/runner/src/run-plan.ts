import { randomBytes } from "node:crypto";
import { totalmem } from "node:os";
import type { GateVerdict } from "@fairline/core";
import type { Instance, Plan, PlannedStage } from "@fairline/plan";
import { errorCode } from "@fairline/store";
import type { Store } from "@fairline/store";
import type { RunExit } from "./event.ts";
import { budgetQueue } from "./schedule/slots.ts";
import type { Executor } from "./job/executor.ts";
import { skip } from "./execution/conclude.ts";
import { elapsed } from "./elapsed.ts";
import { GateBench } from "./gates/evaluate.ts";
import { gitState } from "./record/git-state.ts";
import type { GitState } from "./record/git-state.ts";
import { History } from "./why/history.ts";
import type { InstanceOutcome, RunCounts, RunOptions, RunSummary, RunnerHost } from "./host.ts";
import { InProcessExecutor } from "./job/in-process.ts";
import { upstreamOf } from "./schedule/graph.ts";
import { LocalExecutor } from "./job/local.ts";
import { manifestOf, rootOf } from "./record/manifest.ts";
import { visit } from "./execution/resolve-instance.ts";
import { RunRecord } from "./record/run-record.ts";
import { actionSources, pause, resultIn } from "./run-state.ts";
import type { RunSeams, RunState } from "./run-state.ts";
import { instancesNamed, selected } from "./schedule/selection.ts";
import { walk } from "./schedule/walk.ts";

/**
 * Runs a plan: reuses what the store knows, runs the rest, publishes, and holds the results against the gates.
 *
 * Failures are outcomes and events, not exceptions.
 *
 * @throws FairlineError `OPTION_INVALID` for a target or a forced stage that the plan does not have.
 */
export function runPlan(
  plan: Plan,
  store: Store,
  host: RunnerHost,
  options: RunOptions,
): Promise<RunSummary> {
  return runPlanWith(plan, { store, host, options }, {});
}

/** What a run is made of. */
export interface RunParts {
  readonly store: Store;
  readonly host: RunnerHost;
  readonly options: RunOptions;
}

/** {@link runPlan} with parts that a test replaces. */
export async function runPlanWith(
  plan: Plan,
  parts: RunParts,
  seams: RunSeams,
): Promise<RunSummary> {
  const { store, host, options } = parts;
  const chosen = selected(plan, options.targets);
  const forced = instancesNamed(plan, options.force ?? []);
  const startedAt = host.clock();
  const git = gitState(rootOf(plan));
  await store.begin();
  const executors: Executor[] = [];
  try {
    const run = runId(startedAt);
    const state = stateOf(plan, { ...parts, run, forced, seams, executors });
    return await carryOut(state, { chosen, startedAt, git });
  } finally {
    await Promise.all(executors.map((executor) => executor.close()));
    await store.end();
  }
}

interface Frame {
  /** Ids of the instances that the run is about. */
  readonly chosen: ReadonlySet<string>;
  readonly startedAt: number;
  readonly git: Promise<GitState | undefined>;
}

async function carryOut(state: RunState, { chosen, startedAt, git }: Frame): Promise<RunSummary> {
  const { run, plan, host, options, record } = state;
  try {
    const instances = plan.instances.filter(({ id }) => chosen.has(id));
    const isWhole = (options.targets ?? []).length === 0;
    const listed = isWhole ? [...instances, ...plan.switchedOff] : instances;
    const ids = listed.map(({ id }) => id);
    state.emit({ type: "run-started", run, pipeline: plan.name, instances: ids });
    if (isWhole) for (const off of plan.switchedOff) skip(off, off.reason, state);
    await walk({ instances, priorityOf: state.priorityOf }, (instance) => visit(instance, state));
    const gates = await judge(chosen, state);
    const summary = summarise(state, ids, gates);
    const parts = { ...summary, plan, host, options, startedAt, git: await git };
    await record.writeManifest(manifestOf(parts));
    if (record.failure !== undefined) warnOfRecord(state);
    const durationMs = elapsed(startedAt, host.clock);
    state.emit({ type: "run-finished", exit: summary.exit, ...summary.counts, durationMs });
    return summary;
  } finally {
    record.close();
    await saveHistory(state);
  }
}

/** Sorts by time: `20261123-042700-3fa9c1`, in UTC; the last part begins with the milliseconds. */
function runId(time: number): string {
  const digits = new Date(time).toISOString().replaceAll(/\D/g, "");
  const milliseconds = Number(digits.slice(14)).toString(16).padStart(3, "0");
  const random = randomBytes(2).toString("hex").slice(1);
  return `${digits.slice(0, 8)}-${digits.slice(8, 14)}-${milliseconds}${random}`;
}

interface StateParts extends RunParts {
  readonly run: string;
  readonly forced: ReadonlySet<string>;
  readonly seams: RunSeams;
  /** Where a started executor is noted, so that it is closed. */
  readonly executors: Executor[];
}

function stateOf(plan: Plan, parts: StateParts): RunState {
  const { store, host, options, run, seams, executors } = parts;
  const outcomes = new Map<string, InstanceOutcome>();
  let firstFailed: string | undefined;
  const record = new RunRecord(store, run);
  const bench = new GateBench(plan, host, resultIn(outcomes));
  const heights = heightsOf(plan.instances);
  const machine = {
    cpus: options.jobs,
    memoryBytes: options.memoryBytes ?? totalmem(),
    gpus: options.gpus ?? 1,
  };
  return {
    ...{ run, plan, store, host, options, outcomes, record, bench, machine },
    forced: parts.forced,
    history: History.of(plan, store),
    queue: budgetQueue(machine),
    sources: actionSources({ plan, store, host, outcomes, bench }),
    executor: () => {
      const [started] = executors;
      if (started !== undefined) return started;
      const executor = seams.executor ?? makeExecutor(plan, host, options);
      executors.push(executor);
      return executor;
    },
    pause: seams.pause ?? pause,
    priorityOf: (id) => heights.get(id) ?? 0,
    emit: (event) => {
      const timed = { time: host.clock(), ...event };
      record.add(timed);
      options.onEvent(timed);
    },
    conclude: (outcome) => {
      outcomes.set(outcome.instance, outcome);
      if (outcome.status === "failed") firstFailed ??= outcome.instance;
    },
    stopAfter: (instance) => {
      firstFailed ??= instance;
    },
    stopReason: () => {
      if (options.signal.aborted) return "the run was interrupted";
      if (options.keepGoing === true || firstFailed === undefined) return undefined;
      return `the run stopped after ${firstFailed} failed`;
    },
  };
}

function makeExecutor(plan: Plan, host: RunnerHost, { kill }: RunOptions): Executor {
  if (host.worker !== "in-process") return new LocalExecutor(host.worker, kill);
  const stages = new Map<string, PlannedStage>();
  const nameOf = (uses: string, module: string | undefined): string => `${module ?? ""}\n${uses}`;
  for (const { work } of plan.instances) {
    if (work.type === "stage") stages.set(nameOf(work.uses, work.module), work.stage);
  }
  const find = (uses: string, module: string | undefined): Promise<PlannedStage> => {
    const stage = stages.get(nameOf(uses, module));
    if (stage === undefined) return Promise.reject(new Error(`the plan has no stage ${uses}`));
    return Promise.resolve(stage);
  };
  return new InProcessExecutor({ stages: find, codecs: host.codecs }, kill);
}

/** The longest chain of instances that waits for each, itself included. */
function heightsOf(instances: readonly Instance[]): ReadonlyMap<string, number> {
  const heights = new Map<string, number>();
  for (const instance of instances.toReversed()) {
    const height = heights.get(instance.id) ?? 1;
    heights.set(instance.id, height);
    for (const id of upstreamOf(instance)) {
      heights.set(id, Math.max(heights.get(id) ?? 1, height + 1));
    }
  }
  return heights;
}

async function judge(
  chosen: ReadonlySet<string>,
  state: RunState,
): Promise<readonly GateVerdict[]> {
  if (state.options.signal.aborted) return [];
  const gates = await state.bench.verdicts(chosen);
  for (const verdict of gates) state.emit({ type: "gate", verdict });
  return gates;
}

function summarise(
  state: RunState,
  ids: readonly string[],
  gates: readonly GateVerdict[],
): RunSummary {
  const outcomes = new Map<string, InstanceOutcome>();
  const counts = { ran: 0, reused: 0, failed: 0, skipped: 0 } satisfies RunCounts;
  for (const id of ids) {
    const outcome = state.outcomes.get(id);
    if (outcome === undefined) continue;
    outcomes.set(id, outcome);
    counts[outcome.status] += 1;
  }
  return { run: state.run, exit: exitOf(state, counts, gates), outcomes, gates, counts };
}

function exitOf(state: RunState, counts: RunCounts, gates: readonly GateVerdict[]): RunExit {
  if (state.options.signal.aborted) return 130;
  if (counts.failed > 0) return 1;
  return gates.some(({ outcome }) => outcome === "fail") ? 2 : 0;
}

function warnOfRecord({ store, record, emit }: RunState): void {
  const why = record.failure instanceof Error ? record.failure.message : String(record.failure);
  const message = `this run is not fully recorded, since ${store.directory} cannot be written: ${why}`;
  emit({ type: "warning", message });
}

async function saveHistory({ history, record }: RunState): Promise<void> {
  if (record.failure !== undefined) return;
  try {
    await history.save();
  } catch (error) {
    // Only explanations rest on it.
    if (errorCode(error) === undefined) throw error;
  }
}
