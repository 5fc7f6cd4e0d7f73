import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { MetricRow } from "@fairline/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Plan } from "@fairline/plan";
import { openStore } from "@fairline/store";
import { diffRuns } from "../../src/record/diff.ts";
import { listRuns, readRun } from "../../src/record/runs.ts";
import { verifyPlan } from "../../src/verify-plan.ts";
import {
  chain,
  fakeStage,
  from,
  hostOf,
  instance,
  makeWorld,
  planOf,
  start,
  statuses,
} from "../rig.ts";

const measure = fakeStage("test/measure", {
  params: z.strictObject({ strength: z.number(), hidden: z.array(z.number()).default([8]) }),
  inputs: {},
  outputs: { metrics: { kind: "metrics", summary: "Figures." } },
  run: ({ params }) => {
    const strength = params["strength"] as number;
    const row = (metric: string, value: number): MetricRow => ({
      metric,
      attribute: "sex",
      group: null,
      within: null,
      split: "test",
      n: 100,
      value,
      low: NaN,
      high: NaN,
    });
    const rows = [row("gap", 0.2 - strength / 10), row("accuracy", 0.9)];
    return { metrics: strength === 1 ? [...rows, row("only here", 1)] : rows };
  },
});

function planAt(root: string, strength: number): Plan {
  const base = planOf(root, [instance("evaluate", { stage: measure, params: { strength } })]);
  return { ...base, params: { strength, same: 1 } };
}

describe("the record of a run", () => {
  it("holds everything needed to repeat it", async () => {
    const world = await makeWorld(
      hostOf({ packageVersions: () => ({ "@fairline/core": "0.1.0" }) }),
    );
    const plan = planAt(world.root, 0.5);
    const { run } = await world.run(plan, { jobs: 3, targets: ["evaluate"] });
    const manifest = await readRun(world.store, run);
    expect(manifest).toMatchObject({
      format: 1,
      run,
      pipeline: {
        name: "test",
        file: join(world.root, "pipeline.yaml"),
        text: "version: 1\n",
        otherTexts: {},
        seed: 1,
        params: { strength: 0.5, same: 1 },
      },
      startedAt: start + 1000,
      exit: 0,
      counts: { ran: 1, reused: 0, failed: 0, skipped: 0 },
      options: { jobs: 3, targets: ["evaluate"], force: [], keepGoing: false, cache: true },
      backend: "cpu",
      versions: { node: process.versions.node, "@fairline/core": "0.1.0" },
      platform: { system: process.platform, arch: process.arch },
      git: null,
      gates: [],
    });
    const [only] = manifest.instances;
    expect(only).toMatchObject({
      id: "evaluate",
      uses: "test/measure",
      params: { strength: 0.5, hidden: [8] },
      status: "ran",
      reason: "it has not run before",
    });
    expect(only?.seed).toMatch(/^[0-9a-f]{64}$/);
    expect(only?.key).toMatch(/^[0-9a-f]{64}$/);
    expect(only?.outputs["metrics"]).toMatchObject({ kind: "metrics", form: "tree" });
  });

  it("has its events, one a line", async () => {
    const world = await makeWorld();
    const { run } = await world.run(chain(world.root, { a: "1", b: "2" }));
    const text = readFileSync(join(world.storeDirectory, "runs", run, "events.ndjson"), "utf8");
    const types = text
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { type: string }).type);
    expect(types).toEqual([
      "run-started",
      "instance-started",
      "instance-finished",
      "instance-started",
      "instance-finished",
      "run-finished",
    ]);
    expect(world.events.map(({ type }) => type)).toEqual(types);
  });

  it("tells the commit, and whether the tree is clean", async () => {
    const world = await makeWorld();
    const git = (...args: string[]): string =>
      execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...args], {
        cwd: world.root,
        encoding: "utf8",
      }).trim();
    git("init", "-q");
    const none = await world.run(chain(world.root, { a: "1" }));
    expect((await readRun(world.store, none.run)).git).toBeNull();
    writeFileSync(join(world.root, "file"), "1");
    git("add", "file");
    git("commit", "-q", "-m", "first");
    const commit = git("rev-parse", "HEAD");
    const clean = await world.run(chain(world.root, { a: "1" }));
    expect((await readRun(world.store, clean.run)).git).toEqual({ commit, clean: true });
    writeFileSync(join(world.root, "file"), "2");
    const dirty = await world.run(chain(world.root, { a: "1" }));
    expect((await readRun(world.store, dirty.run)).git).toEqual({ commit, clean: false });
  });

  it("is the same whole one where the clock jumps, back or ahead, at any moment", async () => {
    for (let jump = 1; jump < 12; jump += 1) {
      for (const years of [-30, 30]) {
        let reads = 0;
        const far = years * 365 * 86_400_000;
        const clock = (): number => start + (reads += 1) + (reads > jump ? far : 0);
        const world = await makeWorld(hostOf({ clock }));
        const plan = chain(world.root, { a: "1", b: "2" });
        const { run } = await world.run(plan);
        const { durationMs, instances } = await readRun(world.store, run);
        const durations = [durationMs, ...instances.map((one) => one.durationMs)];
        expect(Math.min(...durations)).toBeGreaterThanOrEqual(0);
        expect(statuses(await world.run(plan))).toEqual({ reused: ["a", "b"] });
      }
    }
  });

  it("is found by its id, the beginning of it, or as the latest", async () => {
    const world = await makeWorld();
    const runs: string[] = [];
    for (const a of ["1", "2"]) runs.push((await world.run(chain(world.root, { a }))).run);
    const [first = "", second = ""] = runs;
    expect((await listRuns(world.store)).map(({ run }) => run)).toEqual([second, first]);
    expect((await listRuns(world.store))[0]).toMatchObject({ pipeline: "test", exit: 0 });
    expect((await readRun(world.store, "latest")).run).toBe(second);
    expect((await readRun(world.store, first)).run).toBe(first);
    expect((await readRun(world.store, first.slice(0, -2))).run).toBe(first);
    await expect(readRun(world.store, "2026")).rejects.toMatchObject({
      code: "OPTION_INVALID",
      message: '"2026" is the beginning of 2 runs',
      hint: `They are: ${second}, ${first}.`,
    });
    await expect(readRun(world.store, "1999")).rejects.toMatchObject({
      code: "OPTION_INVALID",
      message: `there is no run "1999" with a manifest in ${world.storeDirectory}`,
    });
  });

  it("of a run that was killed is not the latest", async () => {
    const world = await makeWorld();
    const ended = await world.run(chain(world.root, { a: "1" }));
    const killed = await world.run(chain(world.root, { a: "2" }));
    rmSync(join(world.storeDirectory, "runs", killed.run, "manifest.json"));
    expect((await readRun(world.store, "latest")).run).toBe(ended.run);
  });

  it.each(["", "{", "{}", "null", '{"format":2}'])(
    "is left out where it is damaged: %j",
    async (text) => {
      const world = await makeWorld();
      const whole = await world.run(chain(world.root, { a: "1" }));
      const damaged = await world.run(chain(world.root, { a: "2" }));
      writeFileSync(join(world.storeDirectory, "runs", damaged.run, "manifest.json"), text);
      expect((await listRuns(world.store)).map(({ run }) => run)).toEqual([whole.run]);
      expect((await readRun(world.store, "latest")).run).toBe(whole.run);
      await expect(readRun(world.store, damaged.run)).rejects.toMatchObject({
        code: "OPTION_INVALID",
        message: `the run "${damaged.run}" has no manifest that can be read: it was killed, or the file is damaged`,
      });
    },
  );

  it("is there for a run that failed, and missing for one that was killed", async () => {
    const world = await makeWorld();
    const failing = fakeStage("test/failing", {
      run: () => {
        throw new Error("bug");
      },
    });
    const failed = await world.run(planOf(world.root, [instance("a", { stage: failing })]));
    expect(await readRun(world.store, failed.run)).toMatchObject({
      exit: 1,
      counts: { failed: 1 },
    });
    rmSync(join(world.storeDirectory, "runs", failed.run, "manifest.json"));
    expect(await listRuns(world.store)).toEqual([]);
  });
});

describe("the difference of two runs", () => {
  it("shows parameters that differ and all figures side by side", async () => {
    const world = await makeWorld();
    const a = await world.run(planAt(world.root, 0.5));
    const b = await world.run(planAt(world.root, 1));
    const diff = await diffRuns(world.store, hostOf(), a.run, b.run);
    expect([diff.a.run, diff.b.run]).toEqual([a.run, b.run]);
    expect(diff.params).toEqual([
      { instance: "", path: "strength", a: 0.5, b: 1 },
      { instance: "evaluate", path: "strength", a: 0.5, b: 1 },
    ]);
    const about = {
      instance: "evaluate",
      attribute: "sex",
      group: null,
      within: null,
      split: "test",
    };
    expect(diff.metrics).toEqual([
      { ...about, metric: "gap", a: 0.2 - 0.05, b: 0.2 - 0.1 },
      { ...about, metric: "accuracy", a: 0.9, b: 0.9 },
      { ...about, metric: "only here", a: NaN, b: 1 },
    ]);
    expect(diff.missing).toEqual([]);
  });

  it("says whose figures are gone", async () => {
    const world = await makeWorld();
    const a = await world.run(planAt(world.root, 0.5));
    const b = await world.run(planAt(world.root, 1));
    const { digest } = a.outcomes.get("evaluate")!.outputs["metrics"]!;
    rmSync(world.store.layout.object(digest));
    const store = await openStore(world.storeDirectory);
    const diff = await diffRuns(store, hostOf(), a.run, b.run);
    expect(diff.missing).toEqual(["evaluate"]);
    expect(diff.metrics.map(({ a: value }) => value)).toEqual([NaN, NaN, NaN]);
  });
});

describe("verify", () => {
  const options = { jobs: 1, onEvent: () => undefined, signal: new AbortController().signal };

  it("finds a deterministic plan the same, and publishes nothing", async () => {
    const world = await makeWorld();
    const base = chain(world.root, { a: "1", b: "2" });
    const page = join(world.root, "page.txt");
    const plan = planOf(
      world.root,
      base.instances.map((i) => (i.id === "b" ? { ...i, publish: { data: page } } : i)),
    );
    const found = await verifyPlan(plan, world.store, hostOf(), options);
    expect(found.first.counts).toMatchObject({ ran: 2 });
    expect(found.second?.counts).toMatchObject({ ran: 2 });
    expect(found).toMatchObject({ same: 2, differing: new Map() });
    expect(statuses(await world.run(plan))).toEqual({ reused: ["a", "b"] });
  });

  it("names the stage that differs, and not those that only read from it", async () => {
    const world = await makeWorld();
    let count = 0;
    const random = fakeStage("test/random", {
      params: z.strictObject({}),
      run: () => ({ data: String((count += 1)) }),
    });
    const plan = planOf(world.root, [
      instance("a", { params: { text: "a" } }),
      instance("b", { stage: random, inputs: [from("a")] }),
      instance("c", { params: { text: "c" }, inputs: [from("b")] }),
    ]);
    const found = await verifyPlan(plan, world.store, hostOf(), options);
    expect(found.differing).toEqual(new Map([["b", ["data"]]]));
    expect(found.same).toBe(2);
    expect(statuses(await world.run(plan))).toEqual({ reused: ["a", "b", "c"] });
  });

  it("compares nothing where the first run fails", async () => {
    const world = await makeWorld();
    const failing = fakeStage("test/failing", {
      run: () => {
        throw new Error("bug");
      },
    });
    const plan = planOf(world.root, [instance("a", { stage: failing })]);
    const found = await verifyPlan(plan, world.store, hostOf(), options);
    expect(found).toMatchObject({ second: undefined, same: 0 });
    expect(found.first.exit).toBe(1);
  });
});
