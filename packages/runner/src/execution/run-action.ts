import type { JsonValue } from "@fairline/core";
import type { Instance } from "@fairline/plan";
import { differingPorts } from "@fairline/store";
import type { ActionRecord, Attempt, Lease, Lookup, Publication } from "@fairline/store";
import type { Failure } from "../event.ts";
import type { Action } from "../action/action.ts";
import { collect, execute, requireInputsUnchanged } from "./attempt.ts";
import type { Written } from "./attempt.ts";
import { fail, finish, reuse, skip } from "./conclude.ts";
import { elapsed } from "../elapsed.ts";
import { failureOf } from "../failure.ts";
import type { Reason } from "../why/reason.ts";
import type { RunState } from "../run-state.ts";

/** What stands in the way of reusing a result, as {@link reasonToRun} takes it. */
export type Need = Lookup | "forced" | "uncached";

/** An instance that has to run, and why. */
export interface Task {
  readonly instance: Instance;
  readonly action: Action;
  readonly reason: Reason;
  readonly need: Need;
}

/** Runs an action until it has a result, has failed for good, or the run stops. */
export async function runAction(task: Task, state: RunState): Promise<void> {
  const { instance, action } = task;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await runOnce(task, attempt, state);
      return;
    } catch (error) {
      if (state.options.signal.aborted || error instanceof RunStopped) {
        skip(instance, state.stopReason() ?? "the run stopped", state);
        return;
      }
      const failure = failureOf(error);
      if (!willRetry(instance, failure, attempt)) {
        fail(instance, { failure, attempt, key: action.key }, state);
        return;
      }
      const about = { instance: instance.id, attempt, failure };
      state.emit({ type: "instance-failed", ...about, willRetry: true });
      await state.pause(backOffMs(attempt), state.options.signal);
    }
  }
}

/** Thrown by what waited for the machine when the run stopped meanwhile. */
class RunStopped extends Error {}

/** A process that died or a device that failed may do better next time; what a user wrote wrong will not. */
function willRetry({ retry }: Instance, { code }: Failure, attempt: number): boolean {
  if (attempt > retry) return false;
  return code === "STAGE_CRASHED" || code === "DOWNLOAD_FAILED" || code === "BACKEND_FAILED";
}

/** 1 s, 2 s, 4 s, … and no more than half a minute. */
function backOffMs(attempt: number): number {
  return Math.min(30_000, 1_000 * 2 ** (attempt - 1));
}

/** What one turn at the machine comes to. */
type Turn =
  | { readonly type: "busy" }
  | { readonly type: "known"; readonly record: ActionRecord }
  | {
      readonly type: "executed";
      readonly written: Written;
      readonly attempt: Attempt;
      readonly lease: Lease;
      readonly startedAt: number;
    };

async function runOnce(task: Task, number: number, state: RunState): Promise<void> {
  const { instance, action } = task;
  const turn = await takeTurn(task, number, state);
  if (turn.type === "known") {
    await reuse(instance, action, { record: turn.record, state });
    return;
  }
  try {
    await settle(task, turn, state);
  } finally {
    turn.lease.release();
    turn.attempt.remove();
  }
}

/** Waits for the machine and for the lease, in which others may finish the same work. */
async function takeTurn(
  task: Task,
  number: number,
  state: RunState,
): Promise<Exclude<Turn, { type: "busy" }>> {
  const { instance, action } = task;
  const { signal } = state.options;
  for (let waits = 0; ; waits += 1) {
    const turn = await state.queue.add(() => useTurn(task, number, state), {
      resources: instance.resources,
      priority: state.priorityOf(instance.id),
      signal,
    });
    if (turn.type !== "busy") return turn;
    await outwaitHolder(instance, action.key, { state, tell: waits === 0 });
  }
}

async function useTurn(task: Task, number: number, state: RunState): Promise<Turn> {
  const { instance, action, reason, need } = task;
  if (state.stopReason() !== undefined) throw new RunStopped();
  const lease = state.store.lease(action.key);
  if (lease === undefined) return { type: "busy" };
  let attempt: Attempt | undefined;
  try {
    if (need !== "forced" && need !== "uncached") {
      const again = await state.store.lookup(action.key);
      if (again.state === "hit") {
        lease.release();
        return { type: "known", record: again.record };
      }
    }
    attempt = state.store.attempt();
    const startedAt = state.host.clock();
    const started = { instance: instance.id, key: action.key, attempt: number };
    state.emit({ type: "instance-started", ...started, reason: reason.words });
    const written = await execute(instance, action, attempt, state);
    return { type: "executed", written, attempt, lease, startedAt };
  } catch (error) {
    attempt?.remove();
    lease.release();
    const isLast = !willRetry(instance, failureOf(error), number);
    if (isLast && !state.options.signal.aborted) state.stopAfter(instance.id);
    throw error;
  }
}

async function outwaitHolder(
  instance: Instance,
  key: string,
  { state, tell }: { state: RunState; tell: boolean },
): Promise<void> {
  const { store, options } = state;
  for (let ms = 10; !options.signal.aborted; ms = Math.min(250, ms * 2)) {
    const holder = store.leaseHolder(key);
    if (holder === undefined) return;
    if (tell && ms === 10) {
      const who = `process ${String(holder.pid)} on ${holder.host}`;
      const message = `waits for ${who}, which is making the same result`;
      state.emit({ type: "instance-log", instance: instance.id, level: "info", message });
    }
    await state.pause(ms, options.signal);
  }
  throw new RunStopped();
}

/** Puts an attempt's result into the store, unless what it read has changed under it. */
async function settle(
  task: Task,
  turn: Extract<Turn, { type: "executed" }>,
  state: RunState,
): Promise<void> {
  const { instance, action, reason } = task;
  await requireInputsUnchanged(instance, state);
  const { outputs, log } = await collect(turn.written, turn.attempt, state);
  const record: ActionRecord = {
    key: action.key,
    outputs,
    // A preimage is JSON: its key was made from it.
    preimage: action.preimage as unknown as JsonValue,
    startedAt: turn.startedAt,
    durationMs: elapsed(turn.startedAt, state.host.clock),
    run: state.run,
    instance: instance.id,
    log,
  };
  const edited = await editedFile(action, state);
  if (edited !== undefined) {
    const message = `${edited} changed while ${instance.id} ran, so its result is not kept`;
    state.emit({ type: "warning", message });
  }
  const publication: Publication =
    edited === undefined
      ? await state.store.publish(record, { replace: task.need === "forced" })
      : { state: "published", record };
  const differing =
    publication.state === "existed" ? publication.differing : differingFromDamaged(task, record);
  if (differing.length > 0) warnOfDifference(instance, differing, state);
  if (state.options.cache !== false) {
    const { key } = action;
    const { past, because } = reason;
    state.history.set(instance.id, { key, run: state.run, ran: true, reason: past, because });
  }
  // The record that stands may be an earlier run's: how long this one took is its own.
  const shown = { ...publication.record, durationMs: record.durationMs };
  await finish(instance, { record: shown, status: "ran", reason, differing }, state);
}

/** Ports that came out with other bytes than the damaged result that this one replaces. */
function differingFromDamaged({ need }: Task, record: ActionRecord): readonly string[] {
  if (typeof need === "string" || need.state !== "damaged") return [];
  return need.record === undefined ? [] : differingPorts(need.record, record);
}

async function editedFile({ watched }: Action, { store }: RunState): Promise<string | undefined> {
  for (const { path, stored } of watched) {
    try {
      if ((await store.digestOfPath(path)).digest !== stored.digest) return path;
    } catch {
      return path;
    }
  }
  return undefined;
}

function warnOfDifference(instance: Instance, ports: readonly string[], state: RunState): void {
  const names = ports.map((port) => `"${port}"`).join(", ");
  const message = `${instance.id} gave other bytes than before for output ${names}, although nothing in its key changed: it is not deterministic`;
  state.emit({ type: "warning", message });
}
