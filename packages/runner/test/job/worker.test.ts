import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { requireBuilt, fixtureWorker } from "../built.ts";
import { fakeStage, hostOf, instance, makeWorld, planOf, statuses, textOf } from "../rig.ts";
import { isAlive, remote, untilDead, worldOfWorkers } from "./worker-rig.ts";

beforeAll(requireBuilt);

describe("a worker", () => {
  it("is used again for the next stage, and ended with the run", async () => {
    const world = await worldOfWorkers();
    const summary = await world.run(
      planOf(world.root, [remote("a", "pid"), remote("b", "pid"), remote("c", "pid")]),
      { jobs: 1 },
    );
    const pids = ["a", "b", "c"].map((id) => textOf(summary, id));
    expect(new Set(pids).size).toBe(1);
    expect(isAlive(Number(pids[0]))).toBe(false);
  });

  it("gets what the stage needs", async () => {
    const world = await worldOfWorkers();
    const stage = fakeStage("w/context", { seeded: true, computes: true, run: () => ({}) });
    const more = { seed: "ab".repeat(32), resources: { cpus: 9, memoryBytes: 0, gpus: 0 } };
    const summary = await world.run(planOf(world.root, [instance("a", { stage, more })]), {
      jobs: 3,
    });
    expect(JSON.parse(textOf(summary, "a"))).toEqual({
      seed: "ab".repeat(32),
      cpus: 3,
      backend: "cpu",
    });
  });

  it("has a scratch directory that is gone afterwards", async () => {
    const world = await worldOfWorkers();
    const summary = await world.run(planOf(world.root, [remote("a", "scratch")]));
    expect(existsSync(textOf(summary, "a"))).toBe(false);
  });

  it("sees listed variables for one stage only", async () => {
    const host = hostOf({
      worker: fixtureWorker,
      env: { FAIRLINE_TEST_MODE: "fast", HOME: "/" },
    });
    const world = await makeWorld(host);
    const summary = await world.run(
      planOf(world.root, [
        remote("a", "env", "a", { env: ["FAIRLINE_TEST_MODE"] }),
        remote("b", "env", "b"),
      ]),
      { jobs: 1 },
    );
    expect([textOf(summary, "a"), textOf(summary, "b")]).toEqual(['"fast"', "null"]);
  });

  it("has what it prints kept in the log of its instance", async () => {
    const world = await worldOfWorkers();
    const summary = await world.run(planOf(world.root, [remote("a", "print"), remote("b", "pid")]));
    const log = join(world.storeDirectory, "runs", summary.run, "logs", "a.log");
    expect(readFileSync(log, "utf8")).toBe("out a\nerr\n");
    const record = await world.store.recordOf(summary.outcomes.get("a")?.key ?? "");
    const digest = record?.log ?? "";
    expect(readFileSync(world.store.layout.object(digest), "utf8")).toBe("out a\nerr\n");
    const silent = await world.store.recordOf(summary.outcomes.get("b")?.key ?? "");
    expect(silent?.log).toBeNull();
  });

  it("tells progress, but not each step of it", async () => {
    const world = await worldOfWorkers();
    await world.run(planOf(world.root, [remote("a", "progress")]));
    const told = world.events.filter(({ type }) => type === "instance-progress");
    expect(told.at(-1)).toMatchObject({ done: 1000, total: 1000, note: "counting" });
    expect(told.length).toBeLessThan(100);
  });

  it("that dies fails one attempt, with its last output", async () => {
    const world = await worldOfWorkers();
    const summary = await world.run(
      planOf(world.root, [remote("a", "kill"), remote("b", "exit"), remote("c", "pid")]),
      { jobs: 1, keepGoing: true },
    );
    expect(statuses(summary)).toEqual({ failed: ["a", "b"], ran: ["c"] });
    expect(summary.outcomes.get("a")?.failure).toEqual({
      code: "STAGE_CRASHED",
      message: "the worker process died (SIGKILL)",
      hint: "The system kills processes when memory runs out: run fewer at once with `-j`, or state `resources: { mem: … }`.",
      details: "before the end",
    });
    expect(summary.outcomes.get("b")?.failure).toEqual({
      code: "STAGE_CRASHED",
      message: "the worker process died (exit code 3)",
      hint: "Its last lines are shown; `retry: 1` runs it again when its process dies.",
      details: "last words",
    });
  });

  it("that dies takes what its stage started with it", async () => {
    const world = await worldOfWorkers();
    const pidFile = join(world.root, "pid");
    const summary = await world.run(planOf(world.root, [remote("a", "die-with-child", pidFile)]));
    expect(summary.outcomes.get("a")?.failure?.code).toBe("STAGE_CRASHED");
    await untilDead(Number(readFileSync(pidFile, "utf8")));
  });

  it("takes what its stage left running with it when it ends", async () => {
    const world = await worldOfWorkers();
    const summary = await world.run(planOf(world.root, [remote("a", "leave-child", "")]));
    expect(statuses(summary)).toEqual({ ran: ["a"] });
    await untilDead(Number(textOf(summary, "a")));
  });

  it("that dies is not waited for by a daemon that keeps its output open", async () => {
    const world = await worldOfWorkers();
    const pidFile = join(world.root, "pid");
    const summary = await world.run(planOf(world.root, [remote("a", "die-with-daemon", pidFile)]));
    expect(summary.outcomes.get("a")?.failure?.message).toBe(
      "the worker process died (exit code 3)",
    );
    process.kill(Number(readFileSync(pidFile, "utf8")), "SIGKILL");
  });

  it("that dies is replaced where a retry is allowed", async () => {
    const world = await worldOfWorkers();
    const marker = join(world.root, "marker");
    const plan = planOf(world.root, [remote("a", "die-once", marker, { retry: 1 })]);
    const waits: number[] = [];
    const summary = await world.run(
      plan,
      {},
      {
        pause: (ms) => {
          waits.push(ms);
          return Promise.resolve();
        },
      },
    );
    expect(textOf(summary, "a")).toBe("alive");
    expect(waits).toEqual([1000]);
    expect(world.events.find(({ type }) => type === "instance-failed")).toMatchObject({
      attempt: 1,
      willRetry: true,
      failure: { code: "STAGE_CRASHED" },
    });
  });

  it("hands a stage's own errors over as they are, and does not retry them", async () => {
    const world = await worldOfWorkers();
    const plan = planOf(world.root, [remote("a", "refuse", "a", { retry: 3 })]);
    const summary = await world.run(plan);
    expect(summary.outcomes.get("a")?.failure).toEqual({
      code: "VALUE_INVALID",
      message: 'row 3 of column "age" is -1',
      hint: "Ages are 0 or more.",
      at: { file: "data.csv", line: 4 },
    });
    expect(world.events.filter(({ type }) => type === "instance-started")).toHaveLength(1);
    expect(summary.exit).toBe(1);
  });

  it("tells a bug from a user's error, with its stack", async () => {
    const world = await worldOfWorkers();
    const summary = await world.run(planOf(world.root, [remote("a", "bug")]));
    const failure = summary.outcomes.get("a")?.failure;
    expect(failure).toMatchObject({ code: "BUG", message: "x is not a function" });
    expect(failure?.details).toContain("worker-fixture.mjs");
  });

  it.each([
    ["nothing", 'stage w/nothing gave no output "data"'],
    ["undefined", "stage w/undefined gave undefined, and not its outputs by port"],
    ["more", 'stage w/more gave an output "other", which it does not declare'],
    ["wrong", 'stage w/wrong gave an output "data" that is no table: it is not text'],
  ])(
    "counts outputs other than those declared as a bug of the stage: %s",
    async (what, message) => {
      const world = await worldOfWorkers();
      const summary = await world.run(planOf(world.root, [remote("a", what)]));
      expect(summary.outcomes.get("a")?.failure).toMatchObject({ code: "BUG", message });
      expect(readdirSync(join(world.storeDirectory, "actions"))).toEqual([]);
    },
  );

  it("that died while it was idle never leaves a stage waiting", async () => {
    const world = await worldOfWorkers();
    const plan = planOf(world.root, [
      remote("a", "pid"),
      remote("b", "pid", "b", { needs: ["a"] }),
    ]);
    const summary = await world.run(plan, {
      jobs: 1,
      onEvent: (event) => {
        if (event.type !== "instance-finished" || event.instance !== "a") return;
        const { layout } = world.store;
        const record = readFileSync(layout.action(event.key), "utf8");
        const [, digest = ""] = /"data":\{"kind":"table","digest":"(\w+)"/.exec(record) ?? [];
        const pid = Number(readFileSync(layout.object(digest), "utf8"));
        process.kill(pid, "SIGKILL");
        while (isAlive(pid));
      },
    });
    // It may be found dead before it is given the stage, or while.
    const b = summary.outcomes.get("b");
    expect(b?.status === "ran" || b?.failure?.code === "STAGE_CRASHED").toBe(true);
  });

  it("whose module cannot be loaded fails the stage with words", async () => {
    const world = await makeWorld(
      hostOf({ worker: { module: "/nowhere/worker.mjs", execArgv: [] } }),
    );
    const summary = await world.run(planOf(world.root, [remote("a", "pid")]));
    const failure = summary.outcomes.get("a")?.failure;
    expect(failure).toMatchObject({
      code: "STAGE_CRASHED",
      message: "the worker process died (exit code 1)",
    });
    expect(failure?.details).toContain("Cannot find module '/nowhere/worker.mjs'");
  });

  it("is stopped at the stage's time limit", async () => {
    const world = await worldOfWorkers();
    const plan = planOf(world.root, [
      remote("a", "hang", "a", { timeoutMs: 300, retry: 2 }),
      remote("b", "pid"),
    ]);
    const summary = await world.run(plan, { jobs: 1, keepGoing: true });
    expect(summary.outcomes.get("a")?.failure).toEqual({
      code: "STAGE_TIMEOUT",
      message: "a took longer than its limit of 0.3 s",
      hint: "Raise `timeout` where the work needs longer.",
    });
    expect(summary.outcomes.get("b")?.status).toBe("ran");
  });
});
