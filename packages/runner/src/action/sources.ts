import type { Lineage } from "@fairline/core";
import type { Instance, Plan, StageWork } from "@fairline/plan";
import { closureOf, instanceGraph, upstreamOf } from "@fairline/plan/graph";
import type { Graph } from "@fairline/plan/graph";
import type { Content, Store } from "@fairline/store";
import { GateEvaluator } from "../gates/evaluate.ts";
import type { KnownResult } from "../gates/evaluate.ts";
import type { RunnerHost } from "../host.ts";
import { lineageOf } from "./lineage.ts";

/** What actions are described from. */
export interface ActionSources {
  readonly plan: Plan;
  readonly store: Store;
  readonly host: RunnerHost;
  readonly gates: GateEvaluator;
  /** The output of an instance that is done. */
  outputOf(id: string, port: string): Content;
  /** Digest of a stage's code, found once. */
  implementationOf(work: StageWork): Promise<string>;
  /** For stages that describe the pipeline. */
  lineageOf(instance: Instance): Promise<Lineage>;
}

/** Gives what actions are described from, while more and more instances are done. */
export function actionSources(
  parts: Pick<ActionSources, "plan" | "store" | "host">,
  resultOf: (id: string) => KnownResult,
): ActionSources {
  const { plan, host } = parts;
  const gates = new GateEvaluator({ ...parts, resultOf });
  const implementations = new Map<string, Promise<string>>();
  let graph: Graph | undefined;
  return {
    ...parts,
    gates,
    outputOf: (id, port) => {
      const result = resultOf(id);
      const output = "outputs" in result ? result.outputs[port] : undefined;
      if (output === undefined) throw new Error(`${id} has no output "${port}"`);
      return output;
    },
    implementationOf: (work) => {
      const name = `${work.module ?? ""}\n${work.uses}`;
      const digest = implementations.get(name) ?? host.implementationOf(work);
      implementations.set(name, digest);
      return digest;
    },
    lineageOf: async (instance) => {
      graph ??= instanceGraph(plan.instances);
      const ids = closureOf(graph, upstreamOf(instance));
      const keyOf = (id: string): string => {
        const result = resultOf(id);
        return ("key" in result ? result.key : undefined) ?? "";
      };
      return lineageOf(plan, { ids, keyOf, gates: await gates.verdicts(ids) });
    },
  };
}
