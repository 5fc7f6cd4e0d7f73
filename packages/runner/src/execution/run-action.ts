import { hostname } from "node:os";
import type { Instance } from "@fairline/plan";
import type { ActionRecord } from "@fairline/store";
import type { Failure } from "../event.ts";
import { failureOf } from "../failure.ts";
import { identitiesOf } from "../action/identity.ts";
import { execute } from "./attempt.ts";
import type { PendingAction } from "./attempt.ts";
import { commitResult } from "./commit.ts";
import type { Executed } from "./commit.ts";
import { fail, reuse, skip } from "./conclude.ts";
import type { Run } from "./run.ts";

/** Runs an action until it has a result, has failed for good, or the run stops. */
export async function runAction(pending: PendingAction, run: Run): Promise<void> {
  const { instance, action } = pending;
  const { id } = instance;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await attemptOnce(pending, attempt, run);
      return;
    } catch (error) {
      if (run.options.signal.aborted || error instanceof RunStopped) {
        skip(id, run.outcomes.stopReason() ?? "the run stopped", run);
        return;
      }
      const failure = failureOf(error);
      if (!willRetry(instance, failure, attempt)) {
        fail(id, { failure, attempt, key: action.key }, run);
        return;
      }
      run.record.emit({ type: "instance-failed", instance: id, attempt, failure, willRetry: true });
      await run.machine.pause(backOffMs(attempt));
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

/** Waits for a slot and for the lease, under which another run may finish the same work, and runs the action once. */
async function attemptOnce(pending: PendingAction, number: number, run: Run): Promise<void> {
  const { instance, action } = pending;
  for (let waits = 0; ; waits += 1) {
    const slot = await run.machine.runInSlot(instance, () => runInSlot(pending, number, run));
    switch (slot.state) {
      case "busy":
        await waitForLeaseHolder(pending, run, waits === 0);
        continue;
      case "known":
        await reuse(instance, action, slot.record, run);
        return;
      case "executed":
        try {
          await commitResult(pending, slot, run);
        } finally {
          slot.lease.release();
          slot.attempt.remove();
        }
        return;
    }
  }
}

/** What the work in one slot of the machine comes to. */
type Slot =
  /** Another process that lives holds the lease. */
  | { readonly state: "busy" }
  | { readonly state: "known"; readonly record: ActionRecord }
  | ({ readonly state: "executed" } & Executed);

async function runInSlot(pending: PendingAction, number: number, run: Run): Promise<Slot> {
  const { action, instance } = pending;
  if (run.outcomes.stopReason() !== undefined) throw new RunStopped();
  const lease = await run.store.lease(action.key);
  if (lease === undefined) return { state: "busy" };
  try {
    const record = await knownMeanwhile(pending, run);
    if (record === undefined) {
      return { state: "executed", lease, ...(await executeOnce(pending, number, run)) };
    }
    lease.release();
    return { state: "known", record };
  } catch (error) {
    lease.release();
    const isLast = !willRetry(instance, failureOf(error), number);
    if (isLast && !run.options.signal.aborted) run.outcomes.stopAfter(instance.id);
    throw error;
  }
}

/** The result that another run has made while this one waited; undefined where none may be reused. */
async function knownMeanwhile(
  { action, cached }: PendingAction,
  { store }: Pick<Run, "store">,
): Promise<ActionRecord | undefined> {
  if (cached.state === "forced" || cached.state === "uncached") return undefined;
  const again = await store.lookup(action.key);
  return again.state === "hit" ? again.record : undefined;
}

async function executeOnce(
  pending: PendingAction,
  number: number,
  run: Run,
): Promise<Omit<Executed, "lease">> {
  const { instance, action, reason } = pending;
  const attempt = run.store.attempt();
  try {
    const startedAt = run.host.clock();
    const identities = identitiesOf(action);
    const about = { instance: instance.id, key: action.key, attempt: number };
    run.record.emit({ type: "instance-started", ...about, reason: reason.text });
    return { outputs: await execute(pending, attempt, run), attempt, startedAt, identities };
  } catch (error) {
    attempt.remove();
    throw error;
  }
}

async function waitForLeaseHolder(
  { instance, action }: PendingAction,
  { store, options, machine, record }: Run,
  isFirst: boolean,
): Promise<void> {
  for (let ms = 10; !options.signal.aborted; ms = Math.min(250, ms * 2)) {
    const holder = await store.leaseHolder(action.key);
    if (holder === undefined) return;
    if (isFirst && ms === 10) {
      const isOurs = holder.pid === process.pid && holder.host === hostname();
      const who = isOurs
        ? "another stage of this run"
        : `process ${String(holder.pid)} on ${holder.host}`;
      const message = `waits for ${who}, which is making the same result`;
      record.emit({ type: "instance-log", instance: instance.id, level: "info", message });
    }
    await machine.pause(ms);
  }
  throw new RunStopped();
}
