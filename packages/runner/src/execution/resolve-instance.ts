import type { Instance } from "@fairline/plan";
import { describeAction } from "../action/action.ts";
import type { Action } from "../action/action.ts";
import { fail, reuse, skip } from "./conclude.ts";
import { failureOf } from "../failure.ts";
import { upstreamOf } from "../schedule/graph.ts";
import { reasonToRun } from "../why/reason.ts";
import { runAction } from "./run-action.ts";
import type { Need } from "./run-action.ts";
import type { RunState } from "../run-state.ts";

/**
 * Brings one instance to its outcome: finds its key, reuses what is known, else runs it.
 *
 * @returns Undefined when it is done; `later` where it has to wait for the machine.
 */
export async function visit(
  instance: Instance,
  state: RunState,
): Promise<{ readonly later: Promise<void> } | undefined> {
  const blocked = blockage(instance, state);
  if (blocked !== undefined) {
    skip(instance, blocked, state);
    return undefined;
  }
  try {
    const action = await describeAction(instance, state.sources);
    const need = await needOf(instance, action, state);
    if (need !== "forced" && need !== "uncached" && need.state === "hit") {
      await reuse(instance, action, { record: need.record, state });
      return undefined;
    }
    const reason = reasonToRun(instance, action, need, state);
    if (need !== "forced" && need !== "uncached" && need.state === "damaged") {
      state.emit({ type: "warning", message: `${need.what}; ${instance.id} runs again` });
    }
    const job = { instance, action, reason, need };
    return { later: runAction(job, state) };
  } catch (error) {
    fail(instance, { failure: failureOf(error), attempt: 0, key: undefined }, state);
    return undefined;
  }
}

function blockage(instance: Instance, state: RunState): string | undefined {
  const stopped = state.stopReason();
  if (stopped !== undefined) return stopped;
  for (const id of upstreamOf(instance)) {
    const status = state.outcomes.get(id)?.status;
    if (status === "failed") return `it needs ${id}, which failed`;
    if (status === "skipped") return `it needs ${id}, which was skipped`;
  }
  return undefined;
}

async function needOf(instance: Instance, action: Action, state: RunState): Promise<Need> {
  if (state.options.cache === false) return "uncached";
  if (state.forced.has(instance.id)) return "forced";
  return await state.store.lookup(action.key);
}
