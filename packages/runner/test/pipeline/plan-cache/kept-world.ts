import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Stage } from "@fairline/core";
import { loadPipeline, openStore, type Plan, type Store } from "@fairline/runner";
import { keepPlan, recallPlan, type PlanRequest } from "@fairline/runner/run";
import { scratchDirectory } from "@fairline/testing";
import { sha256 } from "../../../src/store/objects/hash.ts";
import { fakeStages } from "../stages.ts";

/** A pipeline in a folder of its own, with a store that can keep its plan. */
export interface KeptWorld {
  readonly folder: string;
  readonly request: PlanRequest;
  readonly store: Store;
  put(path: string, text: string): void;
  /** Plans anew and keeps the plan; gives it. */
  plan(): Promise<Plan>;
  /** The plan that the store gives for a request, this world's unless told otherwise. */
  recall(request?: PlanRequest): ReturnType<typeof recallPlan>;
  /** The file that the store keeps the plan in. */
  keptFile(): string;
}

/** What a world may have besides its pipeline. */
export interface KeptOptions {
  readonly set?: readonly string[];
  readonly paramsFiles?: readonly string[];
  readonly stages?: ReadonlyMap<string, Stage>;
  /** Third parties' modules by file name. */
  readonly modules?: Readonly<Record<string, unknown>>;
}

/** Makes a world from texts by path; the pipeline is `pipeline.yaml`. */
export async function keptWorld(
  files: Readonly<Record<string, string>>,
  { set = [], paramsFiles = [], stages = fakeStages, modules = {} }: KeptOptions = {},
): Promise<KeptWorld> {
  const folder = scratchDirectory();
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const [path, text] of Object.entries(files)) put(path, text);
  const store = await openStore(join(folder, ".fairline"));
  const file = join(folder, "pipeline.yaml");
  const request = { planner: "1", file, set, paramsFiles: paramsFiles.map((p) => join(folder, p)) };
  const codeOf = (module: string): string => sha256(readFileSync(module, "utf8"));
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
    store,
    put,
    plan: async () => {
      const { plan, findings } = await loadPipeline({ ...request, stages, codeOf, importModule });
      if (plan === undefined) throw new Error("the pipeline has problems");
      await keepPlan(store, request, { plan, findings });
      return plan;
    },
    recall: (other = request) => recallPlan(store.directory, other, { codeOf, stageFor }),
    keptFile: () => join(store.layout.plans, readdirSync(store.layout.plans)[0] ?? "none"),
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
