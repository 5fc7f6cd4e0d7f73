import { relative } from "node:path";
import type { Loaded, Plan } from "@fairline/plan";
import type { RunnerHost } from "@fairline/runner";
import type { Store } from "@fairline/store";
import type { AnswerSources, PlanRequest, RecalledPlan } from "@fairline/plan/cache";
import type { WorkFlags } from "../commands/flags.ts";
import { InvalidPipeline } from "./invalid-pipeline.ts";
import type { PipelineWords } from "./pipeline-path.ts";
import type { Settings } from "./settings.ts";
import { readSettings } from "./settings.ts";
import type { Terminal } from "../terminal.ts";

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

/** A checked pipeline with its store and everything that the runner needs. */
export interface Session extends LoadedPlan {
  readonly store: Store;
  readonly host: RunnerHost;
}

/**
 * Reads and checks a pipeline, or recalls the plan of an earlier command where nothing that it rests on has changed.
 * Warnings go to standard error.
 *
 * @throws InvalidPipeline with all problems at once.
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
  const recalled = request && (await recall(request, settings));
  if (recalled !== undefined) return { ...about, ...recalled, keep: undefined };
  const loaded = await checkPipeline({ file, set, paramsFiles }, terminal);
  const { plan, texts, findings } = loaded;
  const keep =
    request &&
    (async (store: Store) => {
      const [{ keepPlan }, { planFolder }] = await Promise.all([
        import("@fairline/plan/cache"),
        import("@fairline/store"),
      ]);
      await keepPlan(planFolder(store.directory, store.disk), request, { plan, findings });
    });
  return { ...about, plan, texts, keep };
}

async function recall(
  request: PlanRequest,
  { store }: Settings,
): Promise<RecalledPlan | undefined> {
  const [{ recallPlan }, { planFolder }, { stageForWork }, { moduleDigest }] = await Promise.all([
    import("@fairline/plan/cache"),
    import("@fairline/store"),
    import("../stages/built-in.ts"),
    import("../stages/module-digest.ts"),
  ]);
  const sources: AnswerSources = { codeOf: moduleDigest, stageFor: stageForWork };
  return await recallPlan(planFolder(store), request, sources);
}

/** What a pipeline that has no problems comes to. */
type Checked = Loaded & { readonly plan: Plan };

async function checkPipeline(
  asked: Omit<PlanRequest, "planner">,
  terminal: Terminal,
): Promise<Checked> {
  const [stages, { moduleDigest }, planner] = await Promise.all([
    import("../stages/built-in.ts").then(({ loadStages }) => loadStages()),
    import("../stages/module-digest.ts"),
    import("@fairline/plan"),
  ]);
  const loaded = await planner.loadPipeline({ ...asked, stages, codeOf: moduleDigest });
  const { plan, diagnostics, texts } = loaded;
  const rendered = planner.renderDiagnostics(diagnostics, texts, {
    color: terminal.errColor,
    base: terminal.cwd,
  });
  if (plan === undefined) {
    const json = planner.diagnosticsJson(diagnostics, texts);
    throw new InvalidPipeline({ diagnostics, rendered, json });
  }
  if (diagnostics.length > 0) terminal.err(rendered);
  return { ...loaded, plan };
}

/** {@link loadPlan}, and opens the store. */
export async function openSession(
  words: PipelineWords,
  flags: WorkFlags,
  terminal: Terminal,
): Promise<Session> {
  const [loaded, { openStore }, { makeHost }] = await Promise.all([
    loadPlan(words, flags, terminal),
    import("@fairline/store"),
    import("./host.ts"),
  ]);
  const store = await openStore(loaded.settings.store);
  await loaded.keep?.(store);
  return { ...loaded, store, host: makeHost(loaded.settings, terminal) };
}
