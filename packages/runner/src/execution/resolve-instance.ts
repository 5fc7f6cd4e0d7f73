import type { Instance } from "@fairline/plan";
import { upstreamOf } from "@fairline/plan/graph";
import { describeAction } from "../action/action.ts";
import type { Action } from "../action/action.ts";
import { failureOf } from "../failure.ts";
import type { Queued } from "../schedule/walk.ts";
import { reasonToRun } from "../why/reason.ts";
import type { CacheOutcome } from "../why/reason.ts";
import { runAction } from "./run-action.ts";
import { fail, reuse, skip } from "./conclude.ts";
import type { Run } from "./run.ts";

/**
 * Brings one instance to its outcome: finds its key, reuses what is known, else runs it.
 *
 * @returns Undefined when it is done; what waits for the machine otherwise.
 */
export async function resolveInstance(instance: Instance, run: Run): Promise<Queued | undefined> {
  const blocked = blockage(instance, run);
  if (blocked !== undefined) {
    skip(instance.id, blocked, run);
    return undefined;
  }
  try {
    const action = await describeAction(instance, run.sources);
    const cached = await lookUp(instance, action, run);
    if (cached.state === "hit") {
      await reuse(instance, action, cached.record, run);
      return undefined;
    }
    const reason = await reasonToRun(instance, action, cached, run);
    if (cached.state === "damaged") {
      const message = `${cached.damage}; ${instance.id} runs again`;
      run.record.emit({ type: "warning", message });
    }
    return { queued: runAction({ instance, action, cached, reason }, run) };
  } catch (error) {
    fail(instance.id, { failure: failureOf(error), attempt: 0, key: undefined }, run);
    return undefined;
  }
}

/** Why an instance cannot run; undefined where it can. */
function blockage(instance: Instance, { outcomes }: Pick<Run, "outcomes">): string | undefined {
  const stopped = outcomes.stopReason();
  if (stopped !== undefined) return stopped;
  for (const id of upstreamOf(instance)) {
    const status = outcomes.get(id)?.status;
    if (status === "failed") return `it needs ${id}, which failed`;
    if (status === "skipped") return `it needs ${id}, which was skipped`;
  }
  return undefined;
}

async function lookUp(
  { id }: Instance,
  { key }: Action,
  { options, forced, store }: Run,
): Promise<CacheOutcome> {
  if (options.cache === false) return { state: "uncached" };
  if (forced.has(id)) return { state: "forced" };
  return await store.lookup(key);
}
