import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { FairlineError } from "@fairline/core";
import { ControlledExecutor } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import type { RunOverrides } from "../src/execution/run.ts";
import { makeWorld, planOf, statuses, textOf } from "./rig.ts";
import type { World } from "./rig.ts";
import { step } from "./step.ts";

/** Files of leases on an action. */
function leasesOn(key: string, { storeDirectory }: World): string[] {
  return readdirSync(join(storeDirectory, "leases")).filter((name) => name.startsWith(key));
}

/** Pauses that take no time; who pauses for more than an hour waits for what will not come. */
function shortPauses(): NonNullable<RunOverrides["pause"]> {
  let totalMs = 0;
  return async (ms) => {
    totalMs += ms;
    if (totalMs > 3_600_000) throw new Error("waits for ever");
    await new Promise((resolve) => setImmediate(resolve));
  };
}

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
      { executor: other, pause: shortPauses() },
    );
    await waiting;
    a.finish("made once");
    // The one that looks first has the next stage.
    (await Promise.race([one.job("b"), other.job("b")])).finish();
    const [x, y] = [await first, await second];
    expect(textOf(x, "a")).toBe("made once");
    expect(textOf(y, "a")).toBe("made once");
    expect([x.counts.ran + y.counts.ran, x.counts.reused + y.counts.reused]).toEqual([2, 2]);
    expect(other.started).not.toContain("a");
  });

  it("hold no lease on a result of the other's that they reuse", async () => {
    const world = await makeWorld();
    const plan = planOf(world.root, [step("a"), step("b", ["a"])]);
    const [one, other] = [new ControlledExecutor(), new ControlledExecutor()];
    const first = world.run(plan, {}, { executor: one });
    const a = await one.job("a");
    const leases: (readonly string[])[] = [];
    const second = world.run(
      plan,
      {
        targets: ["a"],
        onEvent: (event) => {
          if (event.type === "instance-log") a.finish();
          if (event.type === "instance-reused") leases.push(leasesOn(event.key, world));
        },
      },
      { executor: other, pause: shortPauses() },
    );
    expect(statuses(await second)).toEqual({ reused: ["a"] });
    expect(leases).toEqual([[]]);
    (await one.job("b")).finish();
    await first;
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
      { executor: other, pause: shortPauses() },
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
