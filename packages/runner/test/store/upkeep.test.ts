import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { identify, openStore } from "@fairline/store";
import { cacheGc, cacheStats, cacheVerify } from "@fairline/store/upkeep";
import { chain, makeWorld, statuses } from "../rig.ts";
import type { World } from "../rig.ts";
import { open, worldWithRuns } from "./world-with-runs.ts";

describe("cache stats", () => {
  it("counts objects, actions and runs, with their bytes", async () => {
    const world = await worldWithRuns();
    const stats = cacheStats(await open(world));
    // a: "1\n", "2\n", "3\n"; b: "1\nb\n", "2\nb\n", "3\nb\n".
    expect(stats).toMatchObject({
      directory: world.storeDirectory,
      objects: { count: 6, bytes: 18 },
      actions: { count: 6 },
      runs: { count: 3 },
      temporary: { count: 0, bytes: 0 },
    });
  });
});

describe("cache verify", () => {
  it("finds nothing wrong in a whole store", async () => {
    const world = await worldWithRuns();
    const told: number[] = [];
    const found = await cacheVerify(await open(world), (done) => void told.push(done));
    expect(found).toEqual({ objects: 6, actions: 6, damaged: [] });
    expect(told).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("reports what is damaged, drops it, and the next run makes it again", async () => {
    const world = await worldWithRuns();
    const plan = chain(world.root, { a: "3", b: "b" });
    const ran = await world.run(plan);
    const { outcomes } = ran;
    const output = outcomes.get("a")?.outputs["data"];
    chmodSync(ran.pathOf("a"), 0o644);
    writeFileSync(ran.pathOf("a"), "garbage");
    const key = outcomes.get("b")?.key ?? "";
    writeFileSync(join(world.storeDirectory, "actions", `${key}.json`), "{}");

    const { damaged } = await cacheVerify(await open(world));
    const digest = output?.digest ?? "";
    expect([...damaged].sort()).toEqual(
      [
        `object ${digest} does not hold what it held`,
        `action ${outcomes.get("a")?.key ?? ""}: object ${digest.slice(0, 12)} is missing: output "data" of a`,
        `the record of action ${key} cannot be read`,
      ].sort(),
    );
    expect((await cacheVerify(await open(world))).damaged).toEqual([]);
    expect(statuses(await world.run(plan))).toEqual({ ran: ["a", "b"] });
  });
});

describe("cache gc", () => {
  it("only counts, where it is not told otherwise", async () => {
    const world = await worldWithRuns();
    const found = await cacheGc(await open(world), { keepRuns: 1 });
    expect(found).toMatchObject({
      dryRun: true,
      actions: { count: 4 },
      objects: { count: 4, bytes: 12 },
      heldBy: undefined,
    });
    expect(found.runs).toHaveLength(2);
    expect(cacheStats(await open(world))).toMatchObject({
      objects: { count: 6 },
      runs: { count: 3 },
    });
  });

  it("removes what the newest runs do not need, and keeps what they do", async () => {
    const world = await worldWithRuns();
    await cacheGc(await open(world), { keepRuns: 1, dryRun: false });
    expect(cacheStats(await open(world))).toMatchObject({
      objects: { count: 2 },
      actions: { count: 2 },
      runs: { count: 1 },
      temporary: { count: 0 },
    });
    expect(readFileSync(world.store.layout.statCache, "utf8")).not.toContain("/tmp/session");
    expect(statuses(await world.run(chain(world.root, { a: "3", b: "b" })))).toEqual({
      reused: ["a", "b"],
    });
    expect(statuses(await world.run(chain(world.root, { a: "1", b: "b" })))).toEqual({
      ran: ["a", "b"],
    });
  });

  it("keeps the plans of pipelines that the newest runs were of, and no others", async () => {
    const world = await worldWithRuns();
    const { layout } = world.store;
    const planOf = (file: string): string => layout.ofPipeline(layout.plans, file);
    const own = planOf(join(world.root, "pipeline.yaml"));
    const other = planOf(join(world.root, "renamed.yaml"));
    for (const path of [own, other]) writeFileSync(path, "a plan");
    const found = await cacheGc(await open(world), { dryRun: false });
    expect(found.temporary).toEqual({ count: 1, bytes: 6 });
    expect([existsSync(own), existsSync(other)]).toEqual([true, false]);
  });

  it("removes what a killed process was writing", async () => {
    const world = await worldWithRuns();
    writeFileSync(world.store.layout.temporaryPath("object"), "half");
    const found = await cacheGc(await open(world), { dryRun: false });
    expect(found.temporary).toEqual({ count: 1, bytes: 4 });
    expect(readdirSync(world.store.layout.temporary)).toEqual([]);
  });

  it("keeps what a killed run had finished", async () => {
    const world = await makeWorld();
    const { run } = await world.run(chain(world.root, { a: "1", b: "b" }));
    rmSync(join(world.storeDirectory, "runs", run, "manifest.json"));
    await cacheGc(await open(world), { keepRuns: 1, dryRun: false });
    expect(statuses(await world.run(chain(world.root, { a: "1", b: "b" })))).toEqual({
      reused: ["a", "b"],
    });
  });

  it.each(["", "{", "{}", "null", '{"format":2}'])(
    "keeps what a run had finished whose manifest is damaged: %j",
    async (text) => {
      const world = await makeWorld();
      const { run } = await world.run(chain(world.root, { a: "1", b: "b" }));
      writeFileSync(join(world.storeDirectory, "runs", run, "manifest.json"), text);
      await cacheGc(await open(world), { keepRuns: 1, dryRun: false });
      expect(statuses(await world.run(chain(world.root, { a: "1", b: "b" })))).toEqual({
        reused: ["a", "b"],
      });
    },
  );

  it("removes everything with no run to keep, and what was left by killed attempts", async () => {
    const world = await worldWithRuns();
    const orphan = join(world.storeDirectory, "tmp", "session-0123456789abcdef");
    mkdirSync(orphan);
    writeFileSync(join(world.storeDirectory, "leases", "session-0123456789abcdef.json"), "{}");
    writeFileSync(join(orphan, "1-output"), "half");
    const { temporary } = await cacheGc(await open(world), { keepRuns: 0, dryRun: false });
    expect(temporary).toEqual({ count: 1, bytes: 4 });
    expect(cacheStats(await open(world))).toMatchObject({
      objects: { count: 0 },
      actions: { count: 0 },
      runs: { count: 0 },
      temporary: { count: 0 },
    });
    expect(existsSync(orphan)).toBe(false);
    expect(readdirSync(join(world.storeDirectory, "leases"))).toEqual([]);
  });

  it("removes nothing while a run is under way, and says whose it is", async () => {
    const world = await worldWithRuns();
    const running = await open(world);
    await running.begin();
    const found = await cacheGc(await open(world), { keepRuns: 0, dryRun: false });
    expect(found.heldBy).toMatchObject({ pid: process.pid });
    expect(cacheStats(await open(world))).toMatchObject({ objects: { count: 6 } });
    await running.end();
    expect(
      (await cacheGc(await open(world), { keepRuns: 0, dryRun: false })).heldBy,
    ).toBeUndefined();
    expect(cacheStats(await open(world))).toMatchObject({ objects: { count: 0 } });
  });

  describe("after a run in another container that shows nothing of its processes", () => {
    const elsewhere = { ...identify(), host: "container", namespace: "pid:[1]" };

    /** A store in which a second of waiting passes at once; `during` happens in each. */
    function watching(world: World, during: () => void): ReturnType<typeof openStore> {
      let now = 0;
      const pause = (ms: number): Promise<void> => {
        now += ms;
        during();
        return Promise.resolve();
      };
      return openStore(world.storeDirectory, { monotonic: () => now, pause });
    }

    async function worldWithForeignRun(): Promise<World> {
      const world = await worldWithRuns();
      const theirs = await openStore(world.storeDirectory, { identity: elsewhere });
      await theirs.begin();
      return world;
    }

    it("was killed, watches it for a minute, and then removes what is not needed", async () => {
      const world = await worldWithForeignRun();
      const told: string[] = [];
      const collected = await cacheGc(await watching(world, () => undefined), {
        keepRuns: 0,
        dryRun: false,
        onWait: ({ host }) => void told.push(host),
      });
      expect(collected.heldBy).toBeUndefined();
      expect(told).toEqual(["container"]);
      expect(cacheStats(await open(world))).toMatchObject({ objects: { count: 0 } });
      expect(readdirSync(join(world.storeDirectory, "leases"))).toEqual([]);
    });

    it("shows a heartbeat, removes nothing, whatever its clock says", async () => {
      const world = await worldWithForeignRun();
      const [name = ""] = readdirSync(join(world.storeDirectory, "leases"));
      let beats = 0;
      const beat = (): void => {
        beats += 1;
        if (beats === 4) utimesSync(join(world.storeDirectory, "leases", name), 1, 1);
      };
      const found = await cacheGc(await watching(world, beat), { keepRuns: 0, dryRun: false });
      expect(found.heldBy).toMatchObject({ host: "container" });
      expect(beats).toBe(4);
      expect(cacheStats(await open(world))).toMatchObject({ objects: { count: 6 } });
    });

    it("only counts at once, where it is not to remove anything", async () => {
      const world = await worldWithForeignRun();
      const waits = vi.fn();
      const found = await cacheGc(await watching(world, waits), { keepRuns: 0 });
      expect(found.objects.count).toBe(6);
      expect(waits).not.toHaveBeenCalled();
    });
  });

  it("takes over from a collection that was killed in another container", async () => {
    const world = await worldWithRuns();
    const identity = { ...identify(), host: "container" };
    await (await openStore(world.storeDirectory, { identity })).lease("collection");
    let now = 0;
    const pause = (ms: number): Promise<void> => Promise.resolve(void (now += ms));
    const store = await openStore(world.storeDirectory, { monotonic: () => now, pause });
    const collected = await cacheGc(store, { keepRuns: 0, dryRun: false });
    expect([collected.heldBy, collected.objects.count]).toEqual([undefined, 6]);
  });

  it("makes a run that begins meanwhile wait for its end", async () => {
    const world = await worldWithRuns();
    const store = await open(world);
    const collecting = await store.lease("collection");
    const other = await open(world);
    let hasBegun = false;
    const beginning = other.begin().then(() => (hasBegun = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(hasBegun).toBe(false);
    collecting?.release();
    await beginning;
    await other.end();
  });
});
