import { existsSync, statSync } from "node:fs";
import type { JsonValue } from "@fairline/core";
import type { Instance } from "@fairline/plan";
import { differingPorts, isSameContent } from "@fairline/store";
import type { ActionRecord, Attempt, Commit, Lease, StoredOutput } from "@fairline/store";
import type { Action } from "../action/action.ts";
import { identityOf } from "../action/identity.ts";
import type { Identities } from "../action/identity.ts";
import { invalidOutput } from "../job/command-outputs.ts";
import type { JobOutput } from "../job/executor.ts";
import type { PendingAction } from "./attempt.ts";
import { finish } from "./conclude.ts";
import { requireInputsUnchanged } from "./inputs.ts";
import { elapsedMs } from "./run.ts";
import type { Run } from "./run.ts";

/** An attempt that has been executed and is not yet committed, with the lease that it is under. */
export interface Executed {
  readonly outputs: readonly JobOutput[];
  readonly attempt: Attempt;
  readonly lease: Lease;
  readonly startedAt: number;
  /** What the files outside the store that the action reads were, just before it ran. */
  readonly identities: Identities;
}

/** Puts an attempt's result into the store, unless what it read has changed meanwhile, and ends the instance. */
export async function commitResult(
  pending: PendingAction,
  executed: Executed,
  run: Run,
): Promise<void> {
  const { instance, action, reason } = pending;
  await requireInputsUnchanged(instance, run);
  const record = await recordOf(pending, executed, run);
  const commit = await commitUnlessEdited(
    pending,
    { record, identities: executed.identities },
    run,
  );
  const differing =
    commit.state === "existed" ? commit.differing : differingFromDamaged(pending, record);
  if (differing.length > 0) warnOfDifference(instance.id, differing, run);
  if (run.options.cache !== false) {
    const { key } = action;
    const { pastText, causes } = reason;
    run.history.set(instance.id, { key, run: run.id, ran: true, reason: pastText, causes });
  }
  // The record that counts may be an earlier run's: how long this one took is its own.
  const shown = { ...commit.record, durationMs: record.durationMs };
  await finish(instance, { record: shown, status: "ran", reason, differing }, run);
}

/** Moves what an attempt has written into the store. */
async function recordOf(
  { instance, action }: PendingAction,
  { outputs, startedAt }: Executed,
  { id, store, host, record }: Run,
): Promise<ActionRecord> {
  const log = record.logPath(instance.id);
  const stored: (readonly [string, StoredOutput])[] = [];
  for (const { port, kind, path } of outputs) {
    try {
      stored.push([port, { kind, ...(await store.insert(path)) }]);
    } catch (error) {
      throw instance.work.type === "command" ? invalidOutput(port, error, log) : error;
    }
  }
  const hasLog = existsSync(log) && statSync(log).size > 0;
  return {
    key: action.key,
    outputs: Object.fromEntries(stored),
    // A preimage is JSON: its key was made from it.
    preimage: action.preimage as unknown as JsonValue,
    startedAt,
    durationMs: elapsedMs(startedAt, host),
    run: id,
    instance: instance.id,
    log: hasLog ? (await store.insert(log, { copy: true })).digest : null,
  };
}

async function commitUnlessEdited(
  { instance, action, cached }: PendingAction,
  { record, identities }: { readonly record: ActionRecord; readonly identities: Identities },
  run: Run,
): Promise<Commit> {
  const edited = (await editedFile(action, identities, run)) ?? changedCode(instance, run);
  if (edited === undefined) {
    return await run.store.commit(record, { replace: cached.state === "forced" });
  }
  const message = `${edited} changed while ${instance.id} ran, so its result is not kept`;
  run.record.emit({ type: "warning", message });
  return { state: "committed", record };
}

/**
 * The path of a file outside the store that is not what the key says, or was touched since just before the attempt: it may
 * have been something else while it was read. Undefined where there is none.
 */
async function editedFile(
  { readFiles }: Action,
  identities: Identities,
  { store }: Pick<Run, "store">,
): Promise<string | undefined> {
  for (const { path, content } of readFiles) {
    try {
      if (identityOf(path) !== identities.get(path)) return path;
      if (!isSameContent(await store.contentOf(path), content)) return path;
    } catch {
      return path;
    }
  }
  return undefined;
}

/** A file of the stage's code that changed, or was touched, since its digest was taken. */
function changedCode({ work }: Instance, { host }: Pick<Run, "host">): string | undefined {
  return work.type === "stage" ? host.changedCodeOf(work) : undefined;
}

/** Ports that came out with other bytes than the damaged result that this one replaces. */
function differingFromDamaged({ cached }: PendingAction, record: ActionRecord): readonly string[] {
  if (cached.state !== "damaged" || cached.record === undefined) return [];
  return differingPorts(cached.record, record);
}

function warnOfDifference(
  instance: string,
  ports: readonly string[],
  { record }: Pick<Run, "record">,
): void {
  const names = ports.map((port) => `"${port}"`).join(", ");
  const message = `${instance} gave other bytes than before for output ${names}, although nothing in its key changed: it is not deterministic`;
  record.emit({ type: "warning", message });
}
