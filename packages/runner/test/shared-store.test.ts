import { FairlineError } from "@fairline/core";
import { ControlledExecutor } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { makeWorld, planOf, statuses, textOf } from "./rig.ts";

import { step } from "./step.ts";
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
