import { FairlineError } from "@fairline/core";
import { ControlledExecutor } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import type { StageJob } from "../../src/execution/executor.ts";
import type { Instance } from "../../src/plan.ts";
import { from, instance, makeWorld, planOf, statuses, textOf } from "./rig.ts";

const none = { cpus: 1, memoryBytes: 0, gpus: 0 };

/** An instance whose job is called as it is. */
function step(id: string, above: readonly string[] = [], more: Partial<Instance> = {}): Instance {
  const inputs = above.map((other, place) =>
    from(other, "data", place === 0 ? "data" : `d${String(place)}`),
  );
  return instance(id, { params: { text: id }, inputs, more });
}

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

describe("a failure", () => {
  const wrong = new FairlineError("VALUE_INVALID", "wrong");

  it("starts nothing new, lets what runs finish, and keeps its result", async () => {
    const world = await makeWorld();
    const executor = new ControlledExecutor();
    const plan = planOf(world.root, [step("a"), step("b"), step("c", ["a"]), step("d")]);
    const run = world.run(plan, { jobs: 2 }, { executor });
    const [a, b] = [await executor.job("a"), await executor.job("b")];
    a.fail(wrong);
    b.finish();
    const summary = await run;
    expect(summary.exit).toBe(1);
    expect(statuses(summary)).toEqual({ failed: ["a"], ran: ["b"], skipped: ["c", "d"] });
    expect(summary.outcomes.get("d")?.reason).toBe("the run stopped after a failed");
    expect(executor.started).toEqual(["a", "b"]);
  });

  it("skips only what depends on it, with keepGoing", async () => {
    const world = await makeWorld();
    const executor = new ControlledExecutor();
    const plan = planOf(world.root, [
      step("a"),
      step("b", ["a"]),
      step("c", ["b"]),
      step("d"),
      step("e", [], { needs: ["a"] }),
    ]);
    const run = world.run(plan, { jobs: 2, keepGoing: true }, { executor });
    (await executor.job("a")).fail(wrong);
    (await executor.job("d")).finish();
    const summary = await run;
    expect(statuses(summary)).toEqual({ failed: ["a"], skipped: ["b", "c", "e"], ran: ["d"] });
    const reasons = ["b", "c", "e"].map((id) => summary.outcomes.get(id)?.reason);
    expect(reasons).toEqual([
      "it needs a, which failed",
      "it needs b, which was skipped",
      "it needs a, which failed",
    ]);
  });

  it("of the machine is retried with a longer wait each time, as often as the stage allows", async () => {
    const world = await makeWorld();
    const executor = new ControlledExecutor();
    const waits: number[] = [];
    const pause = (ms: number): Promise<void> => {
      waits.push(ms);
      return Promise.resolve();
    };
    const plan = planOf(world.root, [step("a", [], { retry: 3 })]);
    const run = world.run(plan, {}, { executor, pause });
    for (const code of [
      "STAGE_CRASHED",
      "BACKEND_FAILED",
      "DOWNLOAD_FAILED",
      "STAGE_CRASHED",
    ] as const) {
      (await executor.job("a")).fail(new FairlineError(code, "gone"));
    }
    const summary = await run;
    expect(waits).toEqual([1000, 2000, 4000]);
    expect(summary.outcomes.get("a")?.failure).toEqual({ code: "STAGE_CRASHED", message: "gone" });
    const attempts = world.events.flatMap((e) =>
      e.type === "instance-failed" ? [[e.attempt, e.willRetry]] : [],
    );
    expect(attempts).toEqual([
      [1, true],
      [2, true],
      [3, true],
      [4, false],
    ]);
  });

  it.each(["VALUE_INVALID", "COMMAND_FAILED", "STORE_UNWRITABLE", "STAGE_TIMEOUT"] as const)(
    "with code %s is not retried",
    async (code) => {
      const world = await makeWorld();
      const executor = new ControlledExecutor();
      const run = world.run(planOf(world.root, [step("a", [], { retry: 3 })]), {}, { executor });
      (await executor.job("a")).fail(new FairlineError(code, "no"));
      expect(statuses(await run)).toEqual({ failed: ["a"] });
      expect(executor.started).toEqual(["a"]);
    },
  );
});

describe("an interrupt", () => {
  it("cancels what runs and skips the rest; finished work is kept", async () => {
    const world = await makeWorld();
    const executor = new ControlledExecutor();
    const controller = new AbortController();
    const plan = planOf(world.root, [
      step("a"),
      step("b", ["a"]),
      step("c", ["b"]),
      step("d", ["a"]),
    ]);
    const run = world.run(plan, { jobs: 1, signal: controller.signal }, { executor });
    (await executor.job("a")).finish();
    await executor.job("b");
    controller.abort();
    const summary = await run;
    expect(summary.exit).toBe(130);
    expect(statuses(summary)).toEqual({ ran: ["a"], skipped: ["b", "c", "d"] });
    expect(world.events.at(-1)).toMatchObject({
      type: "run-finished",
      exit: 130,
      ran: 1,
      skipped: 3,
    });

    const again = new ControlledExecutor();
    const next = world.run(plan, { jobs: 1 }, { executor: again });
    for (const id of ["b", "d", "c"]) (await again.job(id)).finish();
    expect(statuses(await next)).toEqual({ reused: ["a"], ran: ["b", "c", "d"] });
  });

  it("ends the wait before a retry", async () => {
    const world = await makeWorld();
    const executor = new ControlledExecutor();
    const controller = new AbortController();
    const plan = planOf(world.root, [step("a", [], { retry: 5 })]);
    const run = world.run(
      plan,
      {
        signal: controller.signal,
        onEvent: ({ type }) => {
          if (type === "instance-failed") controller.abort();
        },
      },
      { executor },
    );
    (await executor.job("a")).fail(new FairlineError("STAGE_CRASHED", "gone"));
    expect(statuses(await run)).toEqual({ skipped: ["a"] });
  });
});

describe("two runs on one store", () => {
  it("share the work: the second waits for the first and reuses its result", async () => {
    const world = await makeWorld();
    const plan = planOf(world.root, [step("a"), step("b", ["a"])]);
    const [one, other] = [new ControlledExecutor(), new ControlledExecutor()];
    const first = world.run(plan, {}, { executor: one });
    const a = await one.job("a");
    let isWaiting: (() => void) | undefined;
    const waiting = new Promise<void>((resolve) => (isWaiting = resolve));
    const second = world.run(
      plan,
      {
        onEvent: (event) => {
          if (event.type === "instance-log") isWaiting?.();
        },
      },
      { executor: other },
    );
    await waiting;
    a.finish("made once");
    (await one.job("b")).finish();
    const [x, y] = [await first, await second];
    expect(textOf(x, "a")).toBe("made once");
    expect(textOf(y, "a")).toBe("made once");
    expect(x.counts.ran).toBe(2);
    expect(y.counts).toEqual({ ran: 0, reused: 2, failed: 0, skipped: 0 });
    expect(other.started).toEqual([]);
  });

  it("take over what the other failed to make", async () => {
    const world = await makeWorld();
    const plan = planOf(world.root, [step("a")]);
    const [one, other] = [new ControlledExecutor(), new ControlledExecutor()];
    const first = world.run(plan, {}, { executor: one });
    const a = await one.job("a");
    const second = world.run(
      plan,
      {
        onEvent: (event) => {
          if (event.type === "instance-log") a.fail(new FairlineError("STAGE_CRASHED", "gone"));
        },
      },
      { executor: other },
    );
    expect(statuses(await first)).toEqual({ failed: ["a"] });
    (await other.job("a")).finish();
    expect(statuses(await second)).toEqual({ ran: ["a"] });
  });

  it("of which one was first keep its result where the other's bytes differ", async () => {
    const world = await makeWorld();
    const plan = planOf(world.root, [step("a")]);
    const [one, other] = [new ControlledExecutor(), new ControlledExecutor()];
    // Both forced past the lookup; the lease of the first is lost, as after a long pause of its machine.
    const first = world.run(plan, {}, { executor: one });
    const a = await one.job("a");
    const { rmSync, readdirSync } = await import("node:fs");
    const leases = `${world.storeDirectory}/leases`;
    for (const name of readdirSync(leases))
      if (!name.startsWith("session")) rmSync(`${leases}/${name}`);
    const second = world.run(plan, {}, { executor: other });
    (await other.job("a")).finish("quick");
    expect(textOf(await second, "a")).toBe("quick");
    const { events } = world;
    a.finish("slow");
    const summary = await first;
    expect(textOf(summary, "a")).toBe("quick");
    expect(summary.outcomes.get("a")?.differing).toEqual(["data"]);
    expect(events.some(({ type }) => type === "warning")).toBe(false);
  });
});
