import type { RunnerHost } from "@fairline/runner";
import { openStore, type Store } from "@fairline/store";
import type { Terminal } from "../terminal.ts";
import type { WorkFlags } from "./flags.ts";
import { makeHost } from "./host.ts";
import { loadPlan, type LoadedPlan } from "./load-plan.ts";
import type { PipelineWords } from "./pipeline-path.ts";

/** A checked pipeline with its store and everything that the runner needs. */
export interface Session extends LoadedPlan {
  readonly store: Store;
  readonly host: RunnerHost;
}

/** {@link loadPlan}, and opens the store. */
export async function openSession(
  words: PipelineWords,
  flags: WorkFlags,
  terminal: Terminal,
): Promise<Session> {
  const loaded = await loadPlan(words, flags, terminal);
  const store = await openStore(loaded.settings.store);
  await loaded.keep?.(store);
  return { ...loaded, store, host: makeHost(loaded.settings, terminal) };
}
