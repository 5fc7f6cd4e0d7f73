import type { Plan } from "@fairline/plan";
import type { Store } from "@fairline/store";
import type { RunOptions, RunnerHost } from "./host.ts";
import type { RunSummary } from "./outcome.ts";
import { runPlan } from "./run-plan.ts";

/** What comes of running everything a second time. */
export interface Verification {
  /** The run that gave the first results, from the store where they were known. */
  readonly first: RunSummary;
  /** The run without reuse; undefined where the first one failed. */
  readonly second: RunSummary | undefined;
  /** Instances whose outputs came out the same, to the byte. */
  readonly same: number;
  /** Output ports that came out with other bytes, by instance. */
  readonly differing: ReadonlyMap<string, readonly string[]>;
}

/**
 * Runs a plan, then runs every instance again without the cache, and compares digests. In the second run
 * each instance gets the first run's inputs, so what differs is what that instance itself made.
 */
export async function verifyPlan(
  plan: Plan,
  store: Store,
  host: RunnerHost,
  options: RunOptions,
): Promise<Verification> {
  const first = await runPlan(plan, store, host, { ...options, cache: true });
  if (first.exit === 1 || first.exit === 130) {
    return { first, second: undefined, same: 0, differing: new Map() };
  }
  const second = await runPlan(plan, store, host, { ...options, cache: false });
  const differing = new Map<string, readonly string[]>();
  for (const [id, outcome] of second.outcomes) {
    if (outcome.differing !== undefined) differing.set(id, outcome.differing);
  }
  return { first, second, same: second.counts.ran - differing.size, differing };
}
