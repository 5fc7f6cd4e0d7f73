import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { requireBuilt } from "../built.ts";
import { from, instance, planOf, statuses } from "../rig.ts";
import { isAlive, remote, worldOfWorkers } from "./worker-rig.ts";

beforeAll(requireBuilt);

describe("an interrupted run", () => {
  it("cancels what runs, and publishes nothing of it", async () => {
    const world = await worldOfWorkers();
    const controller = new AbortController();
    const plan = planOf(world.root, [
      remote("a", "pid"),
      remote("b", "hang", "b", { needs: ["a"] }),
      instance("c", { inputs: [from("b")] }),
    ]);
    const summary = await world.run(plan, {
      jobs: 1,
      signal: controller.signal,
      onEvent: (event) => {
        if (event.type === "instance-log") controller.abort();
      },
    });
    expect(summary.exit).toBe(130);
    expect(statuses(summary)).toEqual({ ran: ["a"], skipped: ["b", "c"] });
    expect(summary.outcomes.get("b")?.reason).toBe("the run was interrupted");

    const next = await world.run(planOf(world.root, [remote("a", "pid")]));
    expect(statuses(next)).toEqual({ reused: ["a"] });
  });

  it.each(["signal", "kill"] as const)(
    "ends a stage that does not listen, with its children, on %s",
    async (how) => {
      const world = await worldOfWorkers();
      const pidFile = join(world.root, "pid");
      const [stop, kill] = [new AbortController(), new AbortController()];
      const summary = await world.run(planOf(world.root, [remote("a", "stuck", pidFile)]), {
        signal: stop.signal,
        kill: kill.signal,
        onEvent: (event) => {
          if (event.type !== "instance-log") return;
          stop.abort();
          if (how === "kill") kill.abort();
        },
      });
      expect(summary.exit).toBe(130);
      expect(isAlive(Number(readFileSync(pidFile, "utf8")))).toBe(false);
    },
  );
});
