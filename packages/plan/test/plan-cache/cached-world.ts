import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { sha256 } from "@fairline/core";
import type { Stage } from "@fairline/core";
import { loadPipeline, type Plan } from "@fairline/plan";
import { storePlan, findPlan, type PlanRequest, type PlanTexts } from "@fairline/plan/cache";
import { scratchDirectory } from "@fairline/testing";
import { fakeStages } from "../stages.ts";

/** A pipeline in a folder of its own, with a file that keeps its plan. */
export interface CachedWorld {
  readonly folder: string;
  readonly request: PlanRequest;
  put(path: string, text: string): void;
  /** Plans anew and keeps the plan; gives it. */
  plan(): Promise<Plan>;
  /** The plan that is kept for a request, this world's unless told otherwise. */
  find(request?: PlanRequest): ReturnType<typeof findPlan>;
  /** The file that the plan is kept in. */
  cacheFile(): string;
}

/** What a world may have besides its pipeline. */
export interface CachedOptions {
  readonly set?: readonly string[];
  readonly paramsFiles?: readonly string[];
  readonly stages?: ReadonlyMap<string, Stage>;
  /** Third parties' modules by file name. */
  readonly modules?: Readonly<Record<string, unknown>>;
}

/** Makes a world from texts by path; the pipeline is `pipeline.yaml`. */
export function cachedWorld(
  files: Readonly<Record<string, string>>,
  { set = [], paramsFiles = [], stages = fakeStages, modules = {} }: CachedOptions = {},
): CachedWorld {
  const folder = scratchDirectory();
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const [path, text] of Object.entries(files)) put(path, text);
  const file = join(folder, "pipeline.yaml");
  const cacheFile = (): string => join(folder, ".plan");
  const texts: PlanTexts = {
    read: (path) =>
      path === file && existsSync(cacheFile()) ? readFileSync(cacheFile(), "utf8") : undefined,
    write: (_, text) => {
      writeFileSync(cacheFile(), text);
      return Promise.resolve();
    },
  };
  const request = { planner: "1", file, set, paramsFiles: paramsFiles.map((p) => join(folder, p)) };
  const codeOf = (module: string): { digest: string; files: string[] } => ({
    digest: sha256(readFileSync(module, "utf8")),
    files: [module],
  });
  const stageFor = (uses: string): Promise<Stage> => {
    const stage = stages.get(uses) ?? (Object.values(modules)[0] as { stage: Stage }).stage;
    return Promise.resolve(stage);
  };
  const importModule = (path: string): Promise<unknown> => {
    const found = Object.entries(modules).find(([name]) => path.endsWith(name));
    return Promise.resolve(found?.[1]);
  };
  return {
    folder,
    request,
    put,
    plan: async () => {
      const { plan, dependencies } = await loadPipeline({
        ...request,
        stages,
        codeOf,
        importModule,
      });
      if (plan === undefined) throw new Error("the pipeline has problems");
      await storePlan(texts, request, { plan, dependencies });
      return plan;
    },
    find: (other = request) => findPlan(texts, other, { codeOf, stageFor }),
    cacheFile,
  };
}

/** What of a plan can be compared: a stage by its data, without its functions. */
export function dataOf(plan: Plan | undefined): unknown {
  return JSON.parse(
    JSON.stringify({
      ...plan,
      instances: plan?.instances.map(({ work, ...instance }) => {
        if (work.type === "command") return { ...instance, work };
        const { name, outputs, seeded, computes, describesPipeline, externals } = work.stage;
        const asks = externals !== undefined;
        const stage = { name, outputs, seeded, computes, describesPipeline, asks };
        return { ...instance, work: { ...work, stage } };
      }),
    }),
  );
}
