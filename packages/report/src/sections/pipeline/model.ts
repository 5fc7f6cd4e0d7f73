import type { Lineage, LineageStage } from "@fairline/core";
import { groupBy } from "../../figures/group-by.ts";
import type { Report } from "../../report.ts";
import { shareParams } from "./shared-params.ts";
import { pointLabel } from "../../figures/setting.ts";

/** How the figures came about. */
export interface PipelineModel {
  readonly name: string;
  readonly seed: number;
  /** In topological order. */
  readonly stages: readonly StageSummary[];
}

/** One stage of the pipeline, its matrix points put together. */
export interface StageSummary {
  readonly stage: string;
  readonly uses: string;
  /** Stages it reads from, in the pipeline's order. */
  readonly inputs: readonly string[];
  /** Parameters that all its instances share, as YAML. */
  readonly params: string;
  /** Paths of the parameters that differ between its instances. */
  readonly varying: readonly string[];
  readonly instances: readonly InstanceSummary[];
}

/** One instance: a matrix point, its key and its values of the varying parameters. */
interface InstanceSummary {
  /** `seed=1, strength=0.3`; empty for a stage without a matrix. */
  readonly point: string;
  /** The first 12 digits of the action key. */
  readonly key: string;
  /** In the order of the stage's `varying`. */
  readonly values: readonly (string | undefined)[];
}

/** Tells how the figures came about; undefined where the pipeline is not known. */
export function pipelineModel({ lineage }: Report): PipelineModel | undefined {
  if (lineage === undefined) return undefined;
  return { name: lineage.pipeline, seed: lineage.seed, stages: summarizePipeline(lineage) };
}

/** Puts the instances of each stage together, in topological order. */
export function summarizePipeline({ stages }: Pick<Lineage, "stages">): readonly StageSummary[] {
  const byStage = groupBy(stages, ({ stage }) => stage);
  const order = [...byStage.keys()];
  return [...byStage.values()].map((instances) => {
    const [first, ...rest] = instances;
    const { shared, varying, values } = shareParams([first.params, ...rest.map((i) => i.params)]);
    const read = new Set(instances.flatMap(({ inputs }) => inputs.map(stageOfInstance)));
    return {
      stage: first.stage,
      uses: first.uses,
      inputs: order.filter((name) => read.has(name)),
      params: shared,
      varying,
      instances: instances.map((instance, i) => ({
        point: pointLabel(instance.point),
        key: shortKey(instance),
        values: values[i]!,
      })),
    };
  });
}

/** `train@seed=2,strength=0.3` is an instance of `train`. */
function stageOfInstance(instance: string): string {
  const at = instance.indexOf("@");
  return at === -1 ? instance : instance.slice(0, at);
}

function shortKey({ key }: LineageStage): string {
  return key.slice(0, 12);
}
