import { readdirSync, writeFileSync } from "node:fs";
import { sha256 } from "@fairline/core";
import type { Stage } from "@fairline/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Executor } from "../src/job/executor.ts";
import {
  chain,
  fakeStage,
  from,
  fromMany,
  hostOf,
  instance,
  makeWorld,
  planOf,
  statuses,
  textOf,
} from "./rig.ts";

const shout: Stage = fakeStage("test/shout", {
  params: z.strictObject({}),
  run: ({ inputs }) => ({ data: String(inputs["data"]).toUpperCase() }),
});

/** Keeps the first letter of what it reads. */
const initial: Stage = fakeStage("test/initial", {
  params: z.strictObject({}),
  run: ({ inputs }) => ({ data: String(inputs["data"]).slice(0, 1) }),
});

describe("a run", () => {
  it("runs everything the first time and nothing the second time", async () => {
    const world = await makeWorld();
    const plan = chain(world.root, { a: "1", b: "2", c: "3" });

    const first = await world.run(plan);
    expect(statuses(first)).toEqual({ ran: ["a", "b", "c"] });
    expect(textOf(first, "c")).toBe("1\n2\n3\n");

    const second = await world.run(plan);
    expect(statuses(second)).toEqual({ reused: ["a", "b", "c"] });
    expect(textOf(second, "c")).toBe("1\n2\n3\n");
    expect(second.exit).toBe(0);
  });

  it("reruns a changed parameter and what it reaches, and nothing else", async () => {
    const world = await makeWorld();
    await world.run(chain(world.root, { a: "1", b: "2", c: "3" }));

    const changed = await world.run(chain(world.root, { a: "1", b: "two", c: "3" }));
    expect(statuses(changed)).toEqual({ reused: ["a"], ran: ["b", "c"] });

    const back = await world.run(chain(world.root, { a: "1", b: "2", c: "3" }));
    expect(statuses(back)).toEqual({ reused: ["a", "b", "c"] });
  });

  it("stops where an upstream rerun gives the same bytes", async () => {
    const world = await makeWorld();
    const plan = (text: string) =>
      planOf(world.root, [
        instance("a", { params: { text } }),
        instance("b", { stage: initial, inputs: [from("a")] }),
        instance("c", { stage: shout, inputs: [from("b")] }),
      ]);
    await world.run(plan("hello"));

    expect(statuses(await world.run(plan("hi")))).toEqual({ ran: ["a", "b"], reused: ["c"] });
  });

  it("does not care how an instance is called or where it stands in the plan", async () => {
    const world = await makeWorld();
    await world.run(planOf(world.root, [instance("a", { params: { text: "x" } })]));

    const renamed = planOf(world.root, [
      instance("other", { params: { text: "y" } }),
      instance("new-name@k=1", { params: { text: "x" } }),
    ]);
    const summary = await world.run(renamed);
    expect(statuses(summary)).toEqual({ ran: ["other"], reused: ["new-name@k=1"] });
  });

  it("runs one of two equal instances and gives both its result", async () => {
    const world = await makeWorld();
    const summary = await world.run(planOf(world.root, [instance("a"), instance("b")]));
    expect(summary.counts).toEqual({ ran: 1, reused: 1, failed: 0, skipped: 0 });
    expect(textOf(summary, "a")).toBe(textOf(summary, "b"));
  });

  it("holds the seed in the key of a seeded stage only", async () => {
    const world = await makeWorld();
    const seeded = fakeStage("test/seeded", {
      seeded: true,
      run: ({ context }) => ({ data: context.seed }),
    });
    const plan = (seed: string) =>
      planOf(world.root, [
        instance("plain", { more: { seed } }),
        instance("drawn", { stage: seeded, more: { seed } }),
      ]);
    await world.run(plan("1"));
    expect(statuses(await world.run(plan("2")))).toEqual({ reused: ["plain"], ran: ["drawn"] });
  });

  it("holds listed environment variables in the key, and the backend where a stage computes", async () => {
    const computing = fakeStage("test/computing", { computes: true, run: () => ({ data: "1" }) });
    const plan = (root: string) =>
      planOf(root, [
        instance("listed", { uses: "test/env", more: { env: ["MODE"] } }),
        instance("unlisted", { params: { text: "u" } }),
        instance("computing", { stage: computing }),
      ]);
    const world = await makeWorld();
    // Not in this process: a stage with `env` needs one of its own.
    const executor: Executor = {
      execute: (job) => {
        if (job.type === "stage") for (const { path } of job.outputs) writeFileSync(path, "same");
        return Promise.resolve();
      },
      close: () => Promise.resolve(),
    };
    const runOn = async (mode: string, backend: string) => {
      const host = hostOf({ env: { MODE: mode }, backend });
      const other = await makeWorld(host, world.root);
      return statuses(await other.run(plan(world.root), {}, { executor }));
    };
    await runOn("fast", "cpu");
    expect(await runOn("slow", "cpu")).toEqual({
      ran: ["listed"],
      reused: ["unlisted", "computing"],
    });
    expect(await runOn("slow", "wasm")).toEqual({
      reused: ["listed", "unlisted"],
      ran: ["computing"],
    });
  });

  it("reruns what uses code that changed", async () => {
    const world = await makeWorld();
    const plan = planOf(world.root, [
      instance("a", { params: { text: "x" } }),
      instance("b", { stage: shout, inputs: [from("a")] }),
    ]);
    await world.run(plan);
    const host = hostOf({
      implementationOf: (work) =>
        Promise.resolve(sha256(work.uses === "test/shout" ? "edited" : work.uses)),
    });
    const later = await makeWorld(host, world.root);
    expect(statuses(await later.run(plan))).toEqual({ reused: ["a"], ran: ["b"] });
  });

  it("gives a fan-in its members with their points, and holds both in the key", async () => {
    const world = await makeWorld();
    const gather = fakeStage("test/gather", {
      params: z.strictObject({}),
      inputs: { data: { kind: "table", summary: "All.", many: true } },
      run: ({ inputs }) => ({ data: JSON.stringify(inputs["data"]) }),
    });
    const plan = (second: number) =>
      planOf(world.root, [
        instance("a@k=1", { params: { text: "one" } }),
        instance("a@k=2", { params: { text: "two" } }),
        instance("all", {
          stage: gather,
          inputs: [
            fromMany([
              ["a@k=1", { k: 1 }],
              ["a@k=2", { k: second }],
            ]),
          ],
        }),
      ]);
    const summary = await world.run(plan(2));
    expect(JSON.parse(textOf(summary, "all"))).toEqual([
      { point: { k: 1 }, value: "one\n" },
      { point: { k: 2 }, value: "two\n" },
    ]);
    expect(statuses(await world.run(plan(2)))).toEqual({ reused: ["a@k=1", "a@k=2", "all"] });
    expect(statuses(await world.run(plan(3)))).toEqual({
      reused: ["a@k=1", "a@k=2"],
      ran: ["all"],
    });
  });

  it("runs only the targets and what they need", async () => {
    const world = await makeWorld();
    const plan = planOf(world.root, [
      instance("a", { params: { text: "a" } }),
      instance("b", { params: { text: "b" }, inputs: [from("a")] }),
      instance("c", { params: { text: "c" } }),
    ]);
    expect(statuses(await world.run(plan, { targets: ["b"] }))).toEqual({ ran: ["a", "b"] });
    await expect(world.run(plan, { targets: ["d"] })).rejects.toMatchObject({
      code: "OPTION_INVALID",
      message: 'there is no stage or instance "d"',
      hint: "The stages are: a, b, c.",
    });
  });

  it("stores directories as trees and gives them back whole", async () => {
    const world = await makeWorld();
    const row = {
      metric: "accuracy",
      attribute: null,
      group: null,
      within: null,
      split: "test",
      n: 1,
    };
    const rows = [{ ...row, value: 0.5, low: 0, high: 1 }];
    const measure = fakeStage("test/measure", {
      params: z.strictObject({}),
      outputs: { metrics: { kind: "metrics", summary: "Figures." } },
      run: () => ({ metrics: rows }),
    });
    const count = fakeStage("test/count", {
      params: z.strictObject({}),
      inputs: { data: { kind: "metrics", summary: "Figures." } },
      run: ({ inputs }) => ({ data: JSON.stringify(inputs["data"]) }),
    });
    const plan = planOf(world.root, [
      instance("m", { stage: measure }),
      instance("n", { stage: count, inputs: [from("m", "metrics")] }),
    ]);
    const first = await world.run(plan);
    expect(JSON.parse(textOf(first, "n"))).toEqual(rows);
    const path = first.pathOf("m", "metrics");
    expect(readdirSync(path).sort()).toEqual(["metrics.arrow", "metrics.json"]);
    expect(statuses(await world.run(plan))).toEqual({ reused: ["m", "n"] });
  });

  it("says what the pipeline itself switched off", async () => {
    const world = await makeWorld();
    const off = [{ id: "b", reason: "`when` is false" }];
    const plan = { ...chain(world.root, { a: "1" }), switchedOff: off };
    const summary = await world.run(plan);
    expect(summary.exit).toBe(0);
    expect(statuses(summary)).toEqual({ ran: ["a"], skipped: ["b"] });
    expect(world.events.slice(0, 2)).toMatchObject([
      { type: "run-started", instances: ["a", "b"] },
      { type: "instance-skipped", instance: "b", reason: "`when` is false" },
    ]);
    expect(statuses(await world.run(plan, { targets: ["a"] }))).toEqual({ reused: ["a"] });
  });

  it("keeps ports apart from what every object has", async () => {
    const world = await makeWorld();
    const plan = (text: string) =>
      planOf(world.root, [
        instance("a", { params: { text } }),
        instance("b", { inputs: [from("a", "data", "__proto__")] }),
      ]);
    await world.run(plan("1"));
    expect(statuses(await world.run(plan("2")))).toEqual({ ran: ["a", "b"] });
  });
});
