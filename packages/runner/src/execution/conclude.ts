import { dirname } from "node:path";
import type { Instance } from "@fairline/plan";
import type { ActionRecord } from "@fairline/store";
import type { Action } from "../action/action.ts";
import type { Failure } from "../event.ts";
import { failureOf } from "../failure.ts";
import { publishOutput } from "../publish.ts";
import { reasonOfReturn, reasonToReuse } from "../why/reason.ts";
import type { Reason } from "../why/reason.ts";
import type { Run } from "./run.ts";

/** Ends an instance with a result that is known. */
export async function reuse(
  instance: Instance,
  action: Action,
  record: ActionRecord,
  run: Run,
): Promise<void> {
  const { history, store } = run;
  const reason = reasonToReuse(instance, record);
  const last = history.get(instance.id);
  if (last?.key !== action.key) {
    const change =
      last === undefined ? reason : await reasonOfReturn(instance, action, last, store);
    const { pastText, causes } = change;
    const { key } = action;
    history.set(instance.id, { key, run: run.id, ran: false, reason: pastText, causes });
  }
  await finish(instance, { record, status: "reused", reason, differing: [] }, run);
}

/** How an instance ends well. */
interface Success {
  readonly record: ActionRecord;
  readonly status: "ran" | "reused";
  readonly reason: Reason;
  readonly differing: readonly string[];
}

/** Copies what is to be published, and records and tells the outcome. */
export async function finish(
  instance: Instance,
  { record, status, reason, differing }: Success,
  run: Run,
): Promise<void> {
  const { id } = instance;
  const { key, outputs, durationMs } = record;
  try {
    await publishAll(instance, outputs, run);
  } catch (error) {
    fail(id, { failure: failureOf(error), attempt: 1, key }, run);
    return;
  }
  run.outcomes.add({
    instance: id,
    status,
    key,
    outputs,
    reason: reason.text,
    durationMs: status === "ran" ? durationMs : 0,
    ...(differing.length > 0 ? { differing } : {}),
  });
  run.record.emit(
    status === "reused"
      ? { type: "instance-reused", instance: id, key, reason: reason.text }
      : { type: "instance-finished", instance: id, key, durationMs },
  );
}

async function publishAll(
  { id, publish, replaces = [] }: Instance,
  outputs: ActionRecord["outputs"],
  { plan, store, disk, options, record }: Run,
): Promise<void> {
  if (options.cache === false) return;
  const tree = { root: dirname(plan.file), disk, store };
  for (const [port, path] of Object.entries(publish)) {
    const output = outputs[port];
    if (output === undefined) throw new Error(`${id} has no output "${port}" to publish`);
    const isWritten = await publishOutput(
      output,
      { port, path, replaces: replaces.includes(port) },
      tree,
    );
    if (isWritten) record.emit({ type: "published", instance: id, port, path });
  }
}

/** Ends an instance that does not run. */
export function skip(
  id: string,
  reason: string,
  { outcomes, record }: Pick<Run, "outcomes" | "record">,
): void {
  const none = { key: undefined, outputs: {}, durationMs: 0 };
  outcomes.add({ instance: id, status: "skipped", reason, ...none });
  record.emit({ type: "instance-skipped", instance: id, reason });
}

/** Ends an instance that failed for good. */
export function fail(
  id: string,
  { failure, attempt, key }: { failure: Failure; attempt: number; key: string | undefined },
  { outcomes, record }: Pick<Run, "outcomes" | "record">,
): void {
  const reason = failure.message;
  const none = { outputs: {}, durationMs: 0 };
  outcomes.add({ instance: id, status: "failed", key, reason, failure, ...none });
  record.emit({ type: "instance-failed", instance: id, attempt, failure, willRetry: false });
}
