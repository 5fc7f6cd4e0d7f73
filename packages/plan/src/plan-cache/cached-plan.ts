import type { Stage } from "@fairline/core";
import type { CommandWork, Instance, Plan, PlannedStage, StageWork } from "../plan.ts";
import type { AnswerSources } from "../trace/answer.ts";
import type { Finding } from "../trace/question.ts";
import { isPlainJson } from "./plain-json.ts";

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

/** A plan as plain data, with all that it rests on. Texts are left out: they are read again. */
export interface KeptPlan {
  readonly request: PlanRequest;
  readonly findings: readonly Finding[];
  /** Names of the texts besides the pipeline file's: paths, and `--set`. */
  readonly otherTexts: readonly string[];
  readonly stages: readonly KeptStage[];
  readonly plan: Omit<Plan, "text" | "otherTexts" | "instances"> & {
    readonly instances: readonly KeptInstance[];
  };
}

type KeptInstance = Omit<Instance, "work"> & { readonly work: CommandWork | KeptWork };

interface KeptWork {
  readonly type: "stage";
  /** Its place in {@link KeptPlan.stages}. */
  readonly stage: number;
  readonly params: StageWork["params"];
}

/** A stage without its functions. */
type KeptStage = Pick<StageWork, "uses" | "module"> &
  Pick<PlannedStage, "name" | "outputs" | "seeded" | "computes" | "describesPipeline"> & {
    /** Whether it can say what it reads from outside. */
    readonly asks: boolean;
  };

/**
 * A plan as plain data.
 *
 * @returns Undefined for a plan that cannot be kept: JSON cannot say its parameters as they are, or something that it
 *   rests on cannot be asked again.
 */
export function keptPlanOf(
  plan: Plan,
  request: PlanRequest,
  findings: readonly Finding[],
): KeptPlan | undefined {
  if (findings.some(({ answer }) => answer === undefined)) return undefined;
  const stages: KeptStage[] = [];
  const places = new Map<string, number>();
  const kept: KeptInstance[] = [];
  for (const instance of plan.instances) {
    const { work } = instance;
    if (work.type === "command") {
      kept.push({ ...instance, work });
      continue;
    }
    const { uses, module, stage, params } = work;
    if (!isPlainJson(params)) return undefined;
    const location = places.get(uses) ?? stages.push(keptStageOf(uses, module, stage)) - 1;
    places.set(uses, location);
    kept.push({ ...instance, work: { type: "stage", stage: location, params } });
  }
  const { name, description, seed, file, params, switchedOff, gates } = plan;
  return {
    request,
    findings,
    otherTexts: Object.keys(plan.otherTexts),
    stages,
    plan: { name, description, seed, file, params, instances: kept, switchedOff, gates },
  };
}

function keptStageOf(uses: string, module: string | undefined, stage: PlannedStage): KeptStage {
  const { name, outputs, seeded, computes, describesPipeline, externals } = stage;
  const asks = externals !== undefined;
  return { uses, module, name, outputs, seeded, computes, describesPipeline, asks };
}

/**
 * The plan that plain data say.
 *
 * @param texts - Texts of its files by absolute path, and what `--set` says under that name.
 */
export function planOfKept(
  { plan, stages, otherTexts }: KeptPlan,
  texts: ReadonlyMap<string, string>,
  sources: AnswerSources,
): Plan {
  const works = stages.map(({ uses, module, ...stage }) => {
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
      // `keptPlanOf` counted the places of this very list.
      return { ...instance, work: { type, params, ...works[work.stage]! } };
    }),
  };
}

/** A stage that is loaded when one of its functions is called. */
function plannedStageOf(
  { uses, module, asks, ...facts }: KeptStage,
  sources: AnswerSources,
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
