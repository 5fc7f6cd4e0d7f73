import { relative } from "node:path";
import type { Plan } from "@fairline/plan";
import { storePlan, findPlan, type PlanRequest, type FoundPlan } from "@fairline/plan/cache";
import { plansIn, type Store } from "@fairline/store";
import { stageForWork } from "../stages/built-in.ts";
import { moduleDigest } from "../stages/module-digest.ts";
import type { Terminal } from "../terminal.ts";
import type { WorkFlags } from "./flags.ts";
import type { PipelineWords } from "./pipeline-path.ts";
import { readSettings, type Settings } from "./settings.ts";

/** A checked pipeline and what it was checked with. */
export interface LoadedPlan {
  /** The pipeline file as commands name it: relative to the current folder. */
  readonly name: string;
  readonly plan: Plan;
  readonly settings: Settings;
  /** Texts of the pipeline's files, by absolute path. */
  readonly texts: ReadonlyMap<string, string>;
  /** The command's words after the pipeline. */
  readonly rest: readonly string[];
  /** Keeps the plan in a store for the next command; undefined where it is kept already, or must not be. */
  readonly keep: ((store: Store) => Promise<void>) | undefined;
}

/**
 * Reads and checks a pipeline, or takes the plan of an earlier command where nothing that it depends on has changed.
 * Warnings go to standard error.
 *
 * @throws FairlineError `PIPELINE_INVALID` with all problems at once.
 */
export async function loadPlan(
  { file, rest }: PipelineWords,
  flags: WorkFlags,
  terminal: Terminal,
): Promise<LoadedPlan> {
  const settings = await readSettings(flags, terminal);
  const { set, paramsFiles } = settings;
  const about = { name: relative(terminal.cwd, file), settings, rest };
  const { build } = terminal;
  const request = build === undefined ? undefined : { planner: build, file, set, paramsFiles };
  const cached = request && (await findCached(request, settings));
  if (cached !== undefined) return { ...about, ...cached, keep: undefined };
  // The planner is heavy, and a cached plan does without it.
  const { checkPipeline } = await import("./check-pipeline.ts");
  const { plan, texts, dependencies } = await checkPipeline({ file, set, paramsFiles }, terminal);
  const keep =
    request &&
    (async (store: Store) => {
      await storePlan(store.plans, request, { plan, dependencies });
    });
  return { ...about, plan, texts, keep };
}

async function findCached(
  request: PlanRequest,
  { store }: Settings,
): Promise<FoundPlan | undefined> {
  const sources = { codeOf: moduleDigest, stageFor: stageForWork };
  return await findPlan(plansIn(store), request, sources);
}
