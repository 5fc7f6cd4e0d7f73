import type { Instance } from "@fairline/plan";
import type { ActionRecord } from "@fairline/store";
import type { Failure } from "../event.ts";
import type { Action } from "../action/action.ts";
import { failureOf } from "../failure.ts";
import type { InstanceOutcome } from "../host.ts";
import { rootOf } from "../record/manifest.ts";
import { publishOutput } from "../publish.ts";
import { reasonOfReturn, reasonToReuse } from "../why/reason.ts";
import type { Reason } from "../why/reason.ts";
import { withPath } from "../run-state.ts";
import type { RunState } from "../run-state.ts";

/** Ends an instance with a result that is known. */
export async function reuse(
  instance: Instance,
  action: Action,
  { record, state }: { record: ActionRecord; state: RunState },
): Promise<void> {
  const { history, store, run } = state;
  const reason = reasonToReuse(instance, record);
  const past = history.of(instance.id);
  if (past?.key !== action.key) {
    const back = past === undefined ? reason : reasonOfReturn(instance, action, past, store);
    const { past: words, because } = back;
    history.set(instance.id, { key: action.key, run, ran: false, reason: words, because });
  }
  await finish(instance, { record, status: "reused", reason, differing: [] }, state);
}

/** How an instance ends well. */
export interface Ending {
  readonly record: ActionRecord;
  readonly status: "ran" | "reused";
  readonly reason: Reason;
  readonly differing: readonly string[];
}

/** Records the outcome, copies what is to be published, and tells. */
export async function finish(
  instance: Instance,
  { record, status, reason, differing }: Ending,
  state: RunState,
): Promise<void> {
  const { id } = instance;
  const outputs: InstanceOutcome["outputs"] = Object.fromEntries(
    Object.entries(record.outputs).map(([port, output]) => [port, withPath(output, state.store)]),
  );
  try {
    await publishAll(instance, outputs, state);
  } catch (error) {
    fail(instance, { failure: failureOf(error), attempt: 1, key: record.key }, state);
    return;
  }
  state.conclude({
    instance: id,
    status,
    key: record.key,
    outputs,
    reason: reason.words,
    durationMs: status === "ran" ? record.durationMs : 0,
    ...(differing.length > 0 ? { differing } : {}),
  });
  const about = { instance: id, key: record.key };
  if (status === "reused") {
    state.emit({ type: "instance-reused", ...about, reason: reason.words });
  } else state.emit({ type: "instance-finished", ...about, durationMs: record.durationMs });
}

async function publishAll(
  { id, publish }: Instance,
  outputs: InstanceOutcome["outputs"],
  state: RunState,
): Promise<void> {
  if (state.options.cache === false) return;
  for (const [port, path] of Object.entries(publish)) {
    const output = outputs[port];
    if (output === undefined) throw new Error(`${id} has no output "${port}" to publish`);
    const written = await publishOutput(output, path, {
      root: rootOf(state.plan),
      store: state.store,
    });
    if (written) state.emit({ type: "published", instance: id, port, path });
  }
}

/** Ends an instance that does not run. */
export function skip({ id }: Pick<Instance, "id">, reason: string, state: RunState): void {
  const none = { key: undefined, outputs: {}, durationMs: 0 };
  state.conclude({ instance: id, status: "skipped", reason, ...none });
  state.emit({ type: "instance-skipped", instance: id, reason });
}

/** Ends an instance that failed for good. */
export function fail(
  { id }: Instance,
  { failure, attempt, key }: { failure: Failure; attempt: number; key: string | undefined },
  state: RunState,
): void {
  const reason = failure.message;
  const none = { outputs: {}, durationMs: 0 };
  state.conclude({ instance: id, status: "failed", key, reason, failure, ...none });
  state.emit({ type: "instance-failed", instance: id, attempt, failure, willRetry: false });
}
