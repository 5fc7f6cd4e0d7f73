import { FairlineError } from "@fairline/core";
import { ControlledExecutor } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { makeWorld, planOf, statuses } from "../rig.ts";

import { step } from "../step.ts";
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
