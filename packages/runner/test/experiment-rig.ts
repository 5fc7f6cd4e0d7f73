import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonValue } from "@fairline/core";
import { z } from "zod";
import type { CommandWork, Plan } from "@fairline/plan";
import type { RunnerHost } from "../src/host.ts";
import {
  fakeStage,
  from,
  fromFile,
  fromMany,
  hostOf,
  instance,
  makeWorld,
  note,
  planOf,
} from "./rig.ts";
import type { World } from "./rig.ts";

const train = fakeStage("train/mlp", {
  params: z.strictObject({
    hidden: z.array(z.number()).default([64, 32]),
    fairness: z.strictObject({ penalty: z.string(), strength: z.number() }),
  }),
  seeded: true,
  computes: true,
  run: ({ inputs, params }) => ({ data: `${inputs["data"] as string} ${JSON.stringify(params)}` }),
});

const report = fakeStage("report/html", {
  params: z.strictObject({}),
  inputs: { data: { kind: "table", summary: "All.", many: true } },
  run: ({ inputs }) => ({ data: JSON.stringify(inputs["data"]) }),
});

export interface Experiment {
  readonly rows?: string;
  readonly strengths?: readonly number[];
  readonly hidden?: readonly number[];
  readonly seed?: string;
  readonly command?: string;
}

const copy: CommandWork = {
  type: "command",
  command: { type: "argv", args: [["cp"], [{ in: "data" }], [{ out: "data" }]] },
  deps: [],
  out: { data: { kind: "table", path: "out.txt" } },
};

/** ingest (a file) → clean (a command) → train at each strength → report over all of them. */
export function experiment(root: string, options: Experiment = {}): Plan {
  const { strengths = [0.3, 1], hidden = [64, 32], seed = "17", command = "cp" } = options;
  const trained = strengths.map((strength) => {
    const params = { hidden, fairness: { penalty: "parity", strength } } as Record<
      string,
      JsonValue
    >;
    const more = { point: { strength }, seed, stage: "train" };
    return instance(`train@strength=${String(strength)}`, {
      stage: train,
      params,
      inputs: [from("clean")],
      more,
    });
  });
  const [, ...rest] = copy.command.type === "argv" ? copy.command.args : [];
  const work: CommandWork = { ...copy, command: { type: "argv", args: [[command], ...rest] } };
  return planOf(root, [
    instance("ingest", { stage: note, inputs: [fromFile(join(root, "data.csv"))] }),
    instance("clean", { inputs: [from("ingest")], more: { work, env: ["MODE"] } }),
    ...trained,
    instance("report", {
      stage: report,
      inputs: [fromMany(strengths.map((s) => [`train@strength=${String(s)}`, { strength: s }]))],
    }),
  ]);
}

export function host(overrides: Partial<RunnerHost> = {}): RunnerHost {
  return hostOf({ env: { PATH: process.env["PATH"], MODE: "fast" }, ...overrides });
}

export async function prepared(): Promise<World> {
  const world = await makeWorld(host());
  writeFileSync(join(world.root, "data.csv"), "1,2\n");
  return world;
}
