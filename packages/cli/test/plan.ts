import { defineStage } from "@fairline/core";
import type { Point, Stage } from "@fairline/core";
import type { Instance, Plan, PlannedInput } from "@fairline/plan";
import { z } from "zod";

const table = { kind: "table", summary: "Rows." } as const;
const location = { file: "/p/p.yaml", range: { offset: 0, length: 1 } };

function stage(name: `${string}/${string}`, outputs: readonly string[]): Stage {
  return defineStage({
    name,
    summary: "Does nothing.",
    params: z.strictObject({}),
    inputs: {},
    outputs: Object.fromEntries(outputs.map((port) => [port, table])),
    run: () => ({}),
  });
}

function instance(
  name: string,
  point: Point,
  { outputs, from }: { readonly outputs: readonly string[]; readonly from: readonly string[] },
): Instance {
  const axes = Object.entries(point).map(([axis, value]) => `${axis}=${JSON.stringify(value)}`);
  const inputs = from.map((id, i): PlannedInput => ({
    port: `in${String(i)}`,
    kind: "table",
    from: { type: "instance", id, port: "data" },
  }));
  return {
    id: axes.length === 0 ? name : `${name}@${axes.join(",")}`,
    stage: name,
    point,
    work: {
      type: "stage",
      uses: `test/${name}`,
      stage: stage(`test/${name}`, outputs),
      module: undefined,
      params: {},
    },
    inputs,
    needs: [],
    seed: "0".repeat(64),
    resources: { cpus: 1, memoryBytes: 0, gpus: 0 },
    retry: 0,
    timeoutMs: undefined,
    env: [],
    publish: {},
    location,
  };
}

const points = [1, 2].flatMap((seed) => [0, 0.3].map((strength) => ({ seed, strength })));

/** clean -> train at four points -> report, and a stage apart. */
export const PLAN: Plan = {
  name: "toy",
  description: "",
  seed: 1,
  file: "/p/p.yaml",
  text: "",
  otherTexts: {},
  params: {},
  instances: [
    instance("apart", {}, { outputs: ["data"], from: [] }),
    instance("clean", {}, { outputs: ["data"], from: [] }),
    ...points.map((point) =>
      instance("train", point, { outputs: ["model", "history"], from: ["clean"] }),
    ),
    instance(
      "report",
      {},
      { outputs: ["page"], from: ["train@seed=1,strength=0", "train@seed=2,strength=0.3"] },
    ),
  ],
  switchedOff: [],
  gates: [],
};
