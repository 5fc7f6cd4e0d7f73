import { dirname } from "node:path";
import type { GateVerdict } from "@fairline/core";
import type { Plan } from "@fairline/plan";
import type { Store } from "@fairline/store";
import type { RunExit } from "./event.ts";
import { skip } from "./execution/conclude.ts";
import { resolveInstance } from "./execution/resolve-instance.ts";
import { beginRun, elapsedMs } from "./execution/run.ts";
import type { Run, RunOverrides, RunParts } from "./execution/run.ts";
import type { RunnerHost, RunOptions } from "./host.ts";
import type { InstanceOutcome, RunCounts, RunSummary } from "./outcome.ts";
import { gitState } from "./record/git-state.ts";
import { manifestOf } from "./record/manifest.ts";
import { selected } from "./schedule/selection.ts";
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

/** {@link runPlan} with parts that a test replaces. */
export async function runPlanWith(
  plan: Plan,
  parts: RunParts,
  overrides: RunOverrides,
): Promise<RunSummary> {
  const { store, options } = parts;
  const chosen = selected(plan, options.targets);
  const git = gitState(dirname(plan.file));
  await store.begin();
  try {
    const run = beginRun(plan, parts, overrides);
    try {
      return await carryOut(run, chosen, git);
    } finally {
      run.record.flush();
      await run.machine.close();
      await run.history.save();
    }
  } finally {
    await store.end();
  }
}

/** @param chosen - Ids of the instances that the run is about. */
async function carryOut(
  run: Run,
  chosen: ReadonlySet<string>,
  git: ReturnType<typeof gitState>,
): Promise<RunSummary> {
  const { plan, host, options, record, machine } = run;
  const instances = plan.instances.filter(({ id }) => chosen.has(id));
  const isWhole = (options.targets ?? []).length === 0;
  const off = isWhole ? plan.switchedOff : [];
  const ids = [...instances, ...off].map(({ id }) => id);
  record.emit({ type: "run-started", run: run.id, pipeline: plan.name, instances: ids });
  for (const { id, reason } of off) skip(id, reason, run);
  await walk({ instances, priorityOf: (id) => machine.priorityOf(id) }, (instance) =>
    resolveInstance(instance, run),
  );
  const summary = summarise(run, ids, await evaluateGates(run, chosen));
  const durationMs = elapsedMs(run.startedAt, host);
  await record.writeManifest(manifestOf(summary, { ...run, durationMs, git: await git }));
  if (record.failure !== undefined) warnOfRecord(run);
  record.emit({ type: "run-finished", exit: summary.exit, ...summary.counts, durationMs });
  return summary;
}

async function evaluateGates(
  { options, sources, record }: Run,
  chosen: ReadonlySet<string>,
): Promise<readonly GateVerdict[]> {
  if (options.signal.aborted) return [];
  const verdicts = await sources.gates.verdicts(chosen);
  for (const verdict of verdicts) record.emit({ type: "gate", verdict });
  return verdicts;
}

function summarise(run: Run, ids: readonly string[], gates: readonly GateVerdict[]): RunSummary {
  const outcomes = new Map<string, InstanceOutcome>();
  const counts = { ran: 0, reused: 0, failed: 0, skipped: 0 } satisfies RunCounts;
  for (const id of ids) {
    const outcome = run.outcomes.get(id);
    if (outcome === undefined) continue;
    outcomes.set(id, outcome);
    counts[outcome.status] += 1;
  }
  return { run: run.id, exit: exitOf(run.options, counts, gates), outcomes, gates, counts };
}

function exitOf(
  { signal }: RunOptions,
  { failed }: RunCounts,
  gates: readonly GateVerdict[],
): RunExit {
  if (signal.aborted) return 130;
  if (failed > 0) return 1;
  return gates.some(({ outcome }) => outcome === "fail") ? 2 : 0;
}

function warnOfRecord({ store, record }: Run): void {
  const { failure } = record;
  const why = failure instanceof Error ? failure.message : String(failure);
  const message = `this run is not fully recorded, since ${store.directory} cannot be written: ${why}`;
  record.emit({ type: "warning", message });
}
