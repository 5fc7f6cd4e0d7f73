import { ControlledExecutor } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import type { StageJob } from "../../src/job/executor.ts";
import { makeWorld, planOf, statuses } from "../rig.ts";

const none = { cpus: 1, memoryBytes: 0, gpus: 0 };

import { step } from "../step.ts";
describe("scheduling", () => {
  it("starts what waits for nothing, and the rest as soon as its inputs are there", async () => {
    const world = await makeWorld();
    const executor = new ControlledExecutor();
    const plan = planOf(world.root, [
      step("a"),
      step("b"),
      step("c", ["a", "b"]),
      step("d", ["a"]),
    ]);
    const run = world.run(plan, { jobs: 4 }, { executor });
    const a = await executor.job("a");
    const b = await executor.job("b");
    expect(executor.running()).toEqual(["a", "b"]);
    a.finish();
    (await executor.job("d")).finish();
    expect(executor.running()).toEqual(["b"]);
    b.finish();
    (await executor.job("c")).finish();
    expect(statuses(await run)).toEqual({ ran: ["a", "b", "c", "d"] });
    expect(executor.isClosed).toBe(true);
  });

  it("waits for `needs`, without data passing", async () => {
    const world = await makeWorld();
    const executor = new ControlledExecutor();
    const plan = planOf(world.root, [step("a"), step("b", [], { needs: ["a"] })]);
    const run = world.run(plan, { jobs: 4 }, { executor });
    (await executor.job("a")).finish();
    (await executor.job("b")).finish();
    await run;
    expect(executor.started).toEqual(["a", "b"]);
    expect(statuses(await world.run(plan))).toEqual({ reused: ["a", "b"] });
  });

  it("runs no more at once than it was allowed", async () => {
    const world = await makeWorld();
    const executor = new ControlledExecutor();
    const ids = ["a", "b", "c", "d", "e"];
    const run = world.run(
      planOf(
        world.root,
        ids.map((id) => step(id)),
      ),
      { jobs: 2 },
      { executor },
    );
    for (const id of ids) (await executor.job(id)).finish();
    await run;
    expect(executor.peak).toBe(2);
    expect(executor.started).toEqual(ids);
  });

  it("counts cpus, memory and gpus, and lets what fits go first", async () => {
    const world = await makeWorld();
    const executor = new ControlledExecutor();
    const plan = planOf(world.root, [
      step("a", [], { resources: { ...none, cpus: 3 } }),
      step("b", [], { resources: { ...none, cpus: 2 } }),
      step("c", [], { resources: { ...none, memoryBytes: 6 } }),
      step("d", [], { resources: { ...none, memoryBytes: 6 } }),
      step("e", [], { resources: { ...none, gpus: 1 } }),
      step("f", [], { resources: { ...none, gpus: 1 } }),
    ]);
    const run = world.run(plan, { jobs: 5, memoryBytes: 10, gpus: 1 }, { executor });
    // a takes 3 of 5 cpus and b the other 2.
    await executor.job("b");
    expect(executor.running()).toEqual(["a", "b"]);
    (await executor.job("a")).finish();
    // 3 cpus are free: c; d does not fit beside it in memory; e; f does not fit beside it in gpus.
    await executor.job("e");
    expect(executor.running()).toEqual(["b", "c", "e"]);
    (await executor.job("c")).finish();
    await executor.job("d");
    expect(executor.running()).toEqual(["b", "d", "e"]);
    (await executor.job("e")).finish();
    await executor.job("f");
    for (const id of ["b", "d", "f"]) (await executor.job(id)).finish();
    expect((await run).counts.ran).toBe(6);
  });

  it("gives a stage that wants more than the machine the whole machine", async () => {
    const world = await makeWorld();
    const executor = new ControlledExecutor<StageJob>();
    const huge = { cpus: 64, memoryBytes: 2 ** 60, gpus: 8 };
    const plan = planOf(world.root, [step("a", [], { resources: huge }), step("b")]);
    const run = world.run(plan, { jobs: 2 }, { executor });
    const a = await executor.job("a");
    expect(a.job.cpus).toBe(2);
    expect(executor.running()).toEqual(["a"]);
    a.finish();
    (await executor.job("b")).finish();
    await run;
  });

  it("adds fractions of cpus up without loss", async () => {
    const world = await makeWorld();
    const executor = new ControlledExecutor();
    const parts = ["a", "b", "c", "d", "e", "f"];
    const plan = planOf(world.root, [
      ...parts.map((id, place) =>
        step(id, [], { resources: { ...none, cpus: 0.1 * (place + 1) } }),
      ),
      step("whole", parts, { resources: { ...none, cpus: 3 } }),
    ]);
    const run = world.run(plan, { jobs: 3 }, { executor });
    for (const id of [...parts, "whole"]) (await executor.job(id)).finish();
    expect((await run).counts.ran).toBe(7);
  });

  it("starts first what most work hangs on", async () => {
    const world = await makeWorld();
    const executor = new ControlledExecutor();
    const plan = planOf(world.root, [
      step("first"),
      step("lone", ["first"]),
      step("long", ["first"]),
      step("longer", ["long"]),
    ]);
    const run = world.run(plan, { jobs: 1 }, { executor });
    for (const id of ["first", "long", "lone", "longer"]) (await executor.job(id)).finish();
    await run;
    expect(executor.started).toEqual(["first", "long", "lone", "longer"]);
  });

  it("fills room for several when one large stage ends", async () => {
    const world = await makeWorld();
    const executor = new ControlledExecutor();
    const plan = planOf(world.root, [
      step("a", [], { resources: { ...none, cpus: 3 } }),
      step("b"),
      step("c"),
      step("d"),
    ]);
    const run = world.run(plan, { jobs: 3 }, { executor });
    (await executor.job("a")).finish();
    for (const id of ["b", "c", "d"]) await executor.job(id);
    expect(executor.running()).toEqual(["b", "c", "d"]);
    for (const id of ["b", "c", "d"]) (await executor.job(id)).finish();
    await run;
  });
});
