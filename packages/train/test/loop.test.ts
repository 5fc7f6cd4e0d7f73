import { readFile } from "node:fs/promises";
import { createRandom } from "@fairline/numeric";
import { openBackend } from "@fairline/tensor";
import { scratchDirectory, simulatedTable } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { fit } from "../src/fit.ts";
import type { Fitted } from "../src/fit.ts";
import type { TrainingParams } from "../src/params.ts";
import { readTrainingData } from "../src/training-data.ts";
import { trainingPlan } from "../src/training-plan.ts";
import { defaults } from "./defaults.ts";

const table = simulatedTable({ rows: 600, advantage: 3 });

/** Trains a small network as the parameters say; stops by itself after some epochs, as if it were killed. */
async function fitted(
  said: Partial<TrainingParams>,
  { checkpoints, killedAfter = Infinity }: { checkpoints?: string; killedAfter?: number } = {},
): Promise<Fitted> {
  const params: TrainingParams = { ...defaults, epochs: 8, batch: 64, ...said };
  const data = readTrainingData(table, params);
  const network = { inputs: data.rows.width, hidden: [6], activation: "relu" } as const;
  const plan = trainingPlan(network, 0.2, data, params);
  if (plan.method !== "steps") throw new Error("it takes steps");
  const controller = new AbortController();
  return await fit(data, plan, {
    backend: await openBackend("onnx"),
    random: createRandom("loop"),
    signal: controller.signal,
    progress: (done) => {
      if (done === killedAfter) controller.abort(new Error("killed"));
    },
    checkpoints,
  });
}

const rate = { "learning-rate": 0.01 } as const;

describe("the loop", () => {
  it.each([
    { optimizer: "adamw" },
    { optimizer: "sgd", "learning-rate": 0.1 },
    { optimizer: "sgd", nesterov: true, "learning-rate": 0.05 },
    { optimizer: "rmsprop" },
    { optimizer: "rmsprop", momentum: 0.5 },
    { optimizer: "adagrad", "learning-rate": 0.1 },
    { schedule: { form: "cosine", end: 0, warmup: 1 } },
    { clip: { norm: 0.5, value: 0.1 } },
    { l1: 0.001, l2: 0.001, "weight-decay": 0.01 },
  ] as const)("lowers the loss with %j, the same for the same seed", async (said) => {
    const params: Partial<TrainingParams> = { ...rate, "early-stopping": false, ...said };
    const { history, parameters } = await fitted(params);
    const losses = history.filter(({ split }) => split === "train").map(({ loss }) => loss);
    expect(losses.at(-1)).toBeLessThan(losses[0]!);
    expect((await fitted(params)).parameters).toEqual(parameters);
  });

  it("shrinks weights by l1, and by decay", async () => {
    const size = async (said: Partial<TrainingParams>): Promise<number> => {
      const { parameters } = await fitted({ ...rate, "early-stopping": false, ...said });
      return parameters["dense_0/kernel"]!.values.reduce((sum, w) => sum + Math.abs(w), 0);
    };
    const plain = await size({});
    expect(await size({ l1: 0.05 })).toBeLessThan(0.8 * plain);
    expect(await size({ optimizer: "adamw", "weight-decay": 3 })).toBeLessThan(0.8 * plain);
  });

  it("moves nothing where the schedule is at 0", async () => {
    // The rate is 0 after the first epoch, but for rounding: 1e-30 of it.
    const schedule = { form: "exponential", factor: 1e-30, warmup: 0 } as const;
    const said = { ...rate, "early-stopping": false, schedule } as const;
    expect((await fitted({ ...said, epochs: 4 })).parameters).toEqual(
      (await fitted({ ...said, epochs: 1 })).parameters,
    );
  });

  it("keeps the epoch that is the best by a metric, with a gap within bounds", async () => {
    const stopping = {
      patience: 50,
      "min-delta": 0,
      metric: "accuracy",
      "max-gap": 0.2,
      gap: "demographic_parity_difference",
      attribute: "sex",
    };
    const { history, epoch } = await fitted({ ...rate, epochs: 30, "early-stopping": stopping });
    const validated = history.filter(({ split }) => split === "validation");
    const allowed = validated.filter(({ gap }) => gap! <= 0.2);
    expect(allowed.length).toBeGreaterThan(0);
    expect(allowed.length).toBeLessThan(validated.length);
    const best = Math.max(...allowed.map(({ metric }) => metric!));
    expect(epoch).toBe(allowed.find(({ metric }) => metric === best)!.epoch);
    expect(Math.max(...validated.map(({ metric }) => metric!))).toBeGreaterThan(best);
  });

  it.each([
    {},
    { "early-stopping": false },
    { fairness: { penalty: "equalized-odds", strength: 1, attribute: "sex" } },
  ] as const)(
    "goes on from its checkpoint after a kill, and ends in the same parameters and history: %j",
    async (said) => {
      const params = { ...rate, ...said };
      const whole = await fitted(params);
      const checkpoints = scratchDirectory();
      await expect(fitted(params, { checkpoints, killedAfter: 3 })).rejects.toThrow("killed");
      const saved = await readFile(`${checkpoints}/checkpoint.json`, "utf8");
      expect(saved).toContain('"epoch":3,');
      await expect(fitted(params, { checkpoints, killedAfter: 5 })).rejects.toThrow("killed");
      expect(await fitted(params, { checkpoints })).toEqual(whole);
    },
  );
});
