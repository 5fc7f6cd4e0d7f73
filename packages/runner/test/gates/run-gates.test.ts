import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { MetricRow } from "@fairline/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { PlannedGate } from "@fairline/plan";
import { evaluateGates } from "../../src/why/forecast.ts";
import { gate, row } from "./gate-rig.ts";
import { fakeStage, hostOf, instance, makeWorld, planOf } from "../rig.ts";

describe("the gates of a run", () => {
  const measure = (rows: readonly MetricRow[]) =>
    fakeStage("test/measure", {
      params: z.strictObject({ value: z.number() }),
      inputs: {},
      outputs: { metrics: { kind: "metrics", summary: "Figures." } },
      run: ({ params }) => ({ metrics: rows.map((r) => ({ ...r, value: params["value"] })) }),
    });

  const planWith = (root: string, values: readonly number[], gates: readonly PlannedGate[]) =>
    planOf(
      root,
      values.map((value, k) => {
        const more = { stage: "evaluate", point: { k } };
        return instance(`evaluate@k=${String(k)}`, {
          stage: measure([row()]),
          params: { value },
          more,
        });
      }),
      gates,
    );

  const both = gate({ instances: ["evaluate@k=0", "evaluate@k=1"] });

  it("are all evaluated, one verdict a point, and decide the exit", async () => {
    const world = await makeWorld();
    const floor = gate({ name: "floor", instances: ["evaluate@k=0"], max: undefined, min: 0 });
    const summary = await world.run(planWith(world.root, [0.01, 0.2], [both, floor]));
    expect(summary.gates.map(({ gate: name, point, outcome }) => [name, point, outcome])).toEqual([
      ["gap", { k: 0 }, "pass"],
      ["gap", { k: 1 }, "fail"],
      ["floor", { k: 0 }, "pass"],
    ]);
    expect(summary.exit).toBe(2);
    expect(world.events.filter(({ type }) => type === "gate")).toHaveLength(3);
    const warned = await world.run(
      planWith(world.root, [0.01, 0.2], [{ ...both, onFail: "warn" }]),
    );
    expect(warned.exit).toBe(0);
  });

  it("are told without running anything, and fail where there is no result", async () => {
    const world = await makeWorld();
    const plan = planWith(world.root, [0.01, 0.02], [both]);
    const [missing] = await evaluateGates(plan, world.store, hostOf());
    expect(missing).toMatchObject({
      outcome: "fail",
      message: "evaluate@k=0 has no result in the store for the pipeline as it is now.",
    });
    await world.run(plan);
    const verdicts = await evaluateGates(plan, world.store, hostOf());
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(["pass", "pass"]);
  });

  it("compare with a metrics file of the user's", async () => {
    const world = await makeWorld();
    const baseline = join(world.root, "baseline.json");
    const gates = [
      gate({ instances: ["evaluate@k=0"], max: undefined, maxIncrease: 0.01, baseline }),
    ];
    const missing = await world.run(planWith(world.root, [0.04], gates));
    expect(missing.gates[0]?.message.replaceAll(world.root, "")).toBe(
      "The baseline /baseline.json cannot be read: ENOENT: no such file or directory, open '/baseline.json'.",
    );
    writeFileSync(baseline, JSON.stringify([row({ value: 0.035 })]));
    expect((await world.run(planWith(world.root, [0.04], gates))).gates[0]?.outcome).toBe("pass");
  });

  it("reach a stage that describes the pipeline, and its key", async () => {
    const world = await makeWorld();
    const describing = fakeStage("test/report", {
      params: z.strictObject({}),
      inputs: { data: { kind: "metrics", summary: "Figures." } },
      describesPipeline: true,
      run: ({ context }) => ({ data: JSON.stringify(context.lineage) }),
    });
    const planOfReport = (max: number) => {
      const base = planWith(world.root, [0.04], [gate({ instances: ["evaluate@k=0"], max })]);
      const input = {
        port: "data",
        kind: "metrics" as const,
        from: { type: "instance" as const, id: "evaluate@k=0", port: "metrics" },
      };
      return {
        ...base,
        instances: [...base.instances, instance("report", { stage: describing, inputs: [input] })],
      };
    };
    const first = await world.run(planOfReport(0.05));
    const { readFileSync } = await import("node:fs");
    const path = first.pathOf("report");
    expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({
      pipeline: "test",
      stages: [
        {
          stage: "evaluate",
          uses: "test/measure",
          point: { k: 0 },
          params: { value: 0.04 },
          key: first.outcomes.get("evaluate@k=0")?.key,
          inputs: [],
        },
      ],
      gates: [{ gate: "gap", outcome: "pass" }],
    });
    const same = await world.run(planOfReport(0.05));
    expect(same.outcomes.get("report")?.status).toBe("reused");
    const stricter = await world.run(planOfReport(0.03));
    expect(stricter.outcomes.get("report")?.status).toBe("ran");
  });
});
