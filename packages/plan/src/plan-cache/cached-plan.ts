import type { Stage } from "@fairline/core";
import type { CommandWork, Instance, Plan, PlannedStage, StageWork } from "../plan.ts";
import type { RecordedDependency } from "../trace/dependency.ts";
import type { CodeSources } from "../trace/traced-reads.ts";

/** What a plan was asked for with; another request is another plan. */
export interface PlanRequest {
  /** Identity of the code that plans: of this package, of the built-in stages and of all that they import. */
  readonly planner: string;
  /** Absolute path of the pipeline file. */
  readonly file: string;
  readonly set: readonly string[];
  /** Absolute paths. */
  readonly paramsFiles: readonly string[];
}

/** A plan as plain data, with all that it depends on. Texts are left out: they are read again. */
export interface CachedPlan {
  readonly request: PlanRequest;
  readonly dependencies: readonly RecordedDependency[];
  /** Names of the texts besides the pipeline file's: paths, and `--set`. */
  readonly otherTexts: readonly string[];
  readonly stages: readonly CachedStage[];
  readonly plan: Omit<Plan, "text" | "otherTexts" | "instances"> & {
    readonly instances: readonly CachedInstance[];
  };
}

type CachedInstance = Omit<Instance, "work"> & { readonly work: CommandWork | CachedWork };

interface CachedWork {
  readonly type: "stage";
  /** Its place in {@link CachedPlan.stages}. */
  readonly stage: number;
  readonly params: StageWork["params"];
}

/** A stage without its functions. */
type CachedStage = Pick<StageWork, "uses" | "module"> &
  Pick<PlannedStage, "name" | "outputs" | "seeded" | "computes" | "describesPipeline"> & {
    /** Whether it can say what it reads from outside. */
    readonly asks: boolean;
  };

/**
 * A plan as plain data.
 *
 * @returns Undefined for a plan that cannot be cached: JSON cannot hold its parameters as they are, or a dependency has no
 *   digest.
 */
export function cachedPlanOf(
  plan: Plan,
  request: PlanRequest,
  dependencies: readonly RecordedDependency[],
): CachedPlan | undefined {
  if (dependencies.some(({ digest }) => digest === undefined)) return undefined;
  const stages: CachedStage[] = [];
  const places = new Map<string, number>();
  const instances: CachedInstance[] = [];
  for (const instance of plan.instances) {
    const { work } = instance;
    if (work.type === "command") {
      instances.push({ ...instance, work });
      continue;
    }
    const { uses, module, stage, params } = work;
    if (!isPlainJson(params)) return undefined;
    const location = places.get(uses) ?? stages.push(cachedStageOf(uses, module, stage)) - 1;
    places.set(uses, location);
    instances.push({ ...instance, work: { type: "stage", stage: location, params } });
  }
  const { name, description, seed, file, params, switchedOff, gates } = plan;
  return {
    request,
    dependencies,
    otherTexts: Object.keys(plan.otherTexts),
    stages,
    plan: { name, description, seed, file, params, instances, switchedOff, gates },
  };
}

function cachedStageOf(uses: string, module: string | undefined, stage: PlannedStage): CachedStage {
  const { name, outputs, seeded, computes, describesPipeline, externals } = stage;
  const asks = externals !== undefined;
  return { uses, module, name, outputs, seeded, computes, describesPipeline, asks };
}

/**
 * The plan that plain data say.
 *
 * @param texts - Texts of its files by absolute path, and what `--set` says under that name.
 */
export function planOfCached(
  { plan, stages, otherTexts }: CachedPlan,
  texts: ReadonlyMap<string, string>,
  sources: CodeSources,
): Plan {
  const stageCalls = stages.map(({ uses, module, ...stage }) => {
    return { uses, module, stage: plannedStageOf({ uses, module, ...stage }, sources) };
  });
  const textOf = (name: string): string => texts.get(name) ?? "";
  return {
    ...plan,
    text: textOf(plan.file),
    otherTexts: Object.fromEntries(otherTexts.map((name) => [name, textOf(name)])),
    instances: plan.instances.map((instance) => {
      const { work } = instance;
      if (work.type === "command") return { ...instance, work };
      const { type, params } = work;
      // `cachedPlanOf` counted the places of this very list.
      return { ...instance, work: { type, params, ...stageCalls[work.stage]! } };
    }),
  };
}

/** A stage that is loaded when one of its functions is called. */
function plannedStageOf(
  { uses, module, asks, ...facts }: CachedStage,
  sources: CodeSources,
): PlannedStage {
  const load = (): Promise<Stage> => sources.stageFor(uses, module);
  const run: PlannedStage["run"] = async (call) => (await load()).run(call);
  if (!asks) return { ...facts, run };
  return {
    ...facts,
    run,
    externals: async (params, resolve) => (await (await load()).externals?.(params, resolve)) ?? [],
  };
}

/** Whether a value comes back from its JSON text as it was, member for member: no dates, no holes, no minus zero. */
function isPlainJson(value: unknown): boolean {
  switch (typeof value) {
    case "string":
    case "boolean":
      return true;
    case "number":
      return Number.isFinite(value) && !Object.is(value, -0);
    case "object":
      break;
    default:
      return false;
  }
  if (value === null) return true;
  if (Array.isArray(value)) return value.every(isPlainJson);
  return (
    Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isPlainJson)
  );
}
