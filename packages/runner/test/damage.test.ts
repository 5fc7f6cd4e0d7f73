import {
  chmodSync,
  existsSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { ControlledExecutor } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { openStore } from "@fairline/store";
import type { LocalStore } from "@fairline/store";
import { cacheGc } from "@fairline/store/upkeep";
import type { StageJob } from "../src/job/executor.ts";
import { filesIn, measure, startReasons, warnings } from "./observed.ts";
import { chain, from, instance, makeWorld, planOf, statuses } from "./rig.ts";

/** A file of an attempt with some text. */
async function written(store: LocalStore, text: string): Promise<string> {
  const path = store.layout.temporaryPath("test");
  await store.disk.write(path, text);
  return path;
}

describe("a damaged object", () => {
  const damages: readonly [string, (path: string) => void, string][] = [
    [
      "overwritten",
      (path) => {
        chmodSync(path, 0o644);
        writeFileSync(path, "9\n8\n");
      },
      "does not hold what it held",
    ],
    [
      "truncated",
      (path) => {
        chmodSync(path, 0o644);
        truncateSync(path, 1);
      },
      "does not hold what it held",
    ],
    [
      "deleted",
      (path) => {
        rmSync(path);
      },
      "is missing",
    ],
  ];
  it.each(damages)(
    "that was %s is reported, dropped and made again",
    async (_name, damage, what) => {
      const world = await makeWorld();
      const plan = chain(world.root, { a: "1", b: "2", c: "3" });
      const path = (await world.run(plan)).pathOf("b");
      damage(path);

      const summary = await world.run(plan);
      expect(statuses(summary)).toEqual({ reused: ["a", "c"], ran: ["b"] });
      expect(readFileSync(path, "utf8")).toBe("1\n2\n");
      const [, name] = /objects\/sha256\/(..\/.{10})/.exec(path) ?? [];
      const digest = (name ?? "").replace("/", "");
      expect(warnings(world.events)).toEqual([
        `object ${digest} ${what}: output "data" of b; b runs again`,
      ]);
      expect(startReasons(world.events)).toEqual([
        `b: its stored result was damaged (object ${digest} ${what}: output "data" of b)`,
      ]);
    },
  );

  it("is found in a directory too, whichever of its files it is", async () => {
    const world = await makeWorld();
    const plan = planOf(world.root, [
      instance("a", { params: { text: "x" } }),
      instance("m", { stage: measure, inputs: [from("a")] }),
    ]);
    const path = (await world.run(plan)).pathOf("m", "metrics");
    const good = readFileSync(join(path, "metrics.json"), "utf8");
    chmodSync(join(path, "metrics.json"), 0o644);
    writeFileSync(join(path, "metrics.json"), "[]");

    expect(statuses(await world.run(plan))).toEqual({ reused: ["a"], ran: ["m"] });
    expect(readFileSync(join(path, "metrics.json"), "utf8")).toBe(good);
    expect(warnings(world.events)[0]).toContain('("metrics.json"): output "metrics" of m');
  });

  it.each([
    ["a brace that is gone", (text: string) => text.replace('{"', "z")],
    ["a path that is no text", (text: string) => text.replace(/"path":"[^"]*"/, '"path":1')],
    ["a file without a digest", (text: string) => text.replace(/,"digest":"[^"]*"/, "")],
    ["a line that is no object", (text: string) => text.replace(/\n\{[^\n]*\n/, "\nnull\n")],
  ])(
    "that lists a directory, with %s, is reported, dropped and made again",
    async (_name, edit) => {
      const world = await makeWorld();
      const plan = planOf(world.root, [
        instance("a", { params: { text: "x" } }),
        instance("m", { stage: measure, inputs: [from("a")] }),
      ]);
      const { outcomes } = await world.run(plan);
      const digest = outcomes.get("m")?.outputs["metrics"]?.digest ?? "";
      const path = join(
        world.storeDirectory,
        "objects/sha256",
        digest.slice(0, 2),
        digest.slice(2),
      );
      chmodSync(path, 0o644);
      const text = readFileSync(path, "utf8");
      writeFileSync(path, edit(text));
      expect(readFileSync(path, "utf8")).not.toBe(text);
      await cacheGc(await openStore(world.storeDirectory));
      expect(statuses(await world.run(plan))).toEqual({ reused: ["a"], ran: ["m"] });
      expect(warnings(world.events)).toEqual([
        expect.stringContaining("does not hold what it held"),
      ]);
      expect(statuses(await world.run(plan))).toEqual({ reused: ["a", "m"] });
    },
  );

  it.each(["../../../evil", "/evil", "a/../../evil", ""])(
    "that lists a directory with the path %j is not one",
    async (path) => {
      const { store } = await makeWorld();
      const { digest } = await store.insert(await written(store, "x"));
      const entry = JSON.stringify({ path, mode: "file", digest });
      const forged = await store.insert(await written(store, `fairline tree 1\n${entry}\n`));
      await expect(store.open({ ...forged, form: "tree" })).rejects.toMatchObject({
        code: "STORE_DAMAGED",
        message: `object ${forged.digest.slice(0, 12)} does not list a directory in the store`,
      });
      expect(existsSync(join(store.directory, "evil"))).toBe(false);
    },
  );

  it("is noticed where its size and time of modification are those it had", async () => {
    const world = await makeWorld();
    const plan = chain(world.root, { a: "1" });
    const path = (await world.run(plan)).pathOf("a");
    const { atime, mtime } = statSync(path);
    chmodSync(path, 0o644);
    writeFileSync(path, "2\n");
    utimesSync(path, atime, mtime);
    expect(statuses(await world.run(plan))).toEqual({ ran: ["a"] });
  });
});

describe("a damaged action", () => {
  const garble: readonly [string, (text: string) => string][] = [
    ["is not JSON", () => "{"],
    ["is empty", () => ""],
    ["has one digit of a digest changed", (text) => text.replace(/"digest":"./, '"digest":"_')],
    ["lacks its end", (text) => text.slice(0, -20)],
  ];
  it.each(garble)("that %s is reported, dropped and made again", async (_name, edit) => {
    const world = await makeWorld();
    const plan = chain(world.root, { a: "1", b: "2" });
    const key = (await world.run(plan)).outcomes.get("a")?.key ?? "";
    const path = join(world.storeDirectory, "actions", `${key}.json`);
    writeFileSync(path, edit(readFileSync(path, "utf8")));

    expect(statuses(await world.run(plan))).toEqual({ ran: ["a"], reused: ["b"] });
    expect(warnings(world.events)).toEqual([
      `the record of action ${key.slice(0, 12)} cannot be read; a runs again`,
    ]);
    expect(statuses(await world.run(plan))).toEqual({ reused: ["a", "b"] });
  });

  it("that is another action's record is not believed", async () => {
    const world = await makeWorld();
    const plan = chain(world.root, { a: "1", b: "2" });
    const { outcomes } = await world.run(plan);
    const path = (id: string): string =>
      join(world.storeDirectory, "actions", `${outcomes.get(id)?.key ?? ""}.json`);
    writeFileSync(path("a"), readFileSync(path("b")));
    expect(statuses(await world.run(plan))).toEqual({ ran: ["a"], reused: ["b"] });
  });
});

describe("the store's own notes", () => {
  it.each(["stat-cache", "history"])("may be damaged or deleted: %s", async (name) => {
    const world = await makeWorld();
    const plan = chain(world.root, { a: "1", b: "2" });
    await world.run(plan);
    await world.run(plan);
    const path = join(world.storeDirectory, name);
    for (const file of name === "history" ? filesIn(path) : [path])
      writeFileSync(file, "garbage\n");
    expect(statuses(await world.run(plan))).toEqual({ reused: ["a", "b"] });
    rmSync(path, { recursive: true });
    expect(statuses(await world.run(plan))).toEqual({ reused: ["a", "b"] });
  });
});

describe("an input in the store that changes while a stage reads it", () => {
  it("fails the stage, keeps nothing of it, and is made again", async () => {
    const world = await makeWorld();
    const plan = planOf(world.root, [
      instance("a", { params: { text: "a" } }),
      instance("b", { params: { text: "b" }, inputs: [from("a")] }),
    ]);
    const executor = new ControlledExecutor<StageJob>();
    const run = world.run(plan, {}, { executor });
    (await executor.job("a")).finish();
    const reading = await executor.job("b");
    const [input] = reading.job.inputs;
    const path = input !== undefined && "path" in input ? input.path : "";
    chmodSync(path, 0o644);
    writeFileSync(path, "poison");
    reading.finish();
    const summary = await run;
    expect(statuses(summary)).toEqual({ ran: ["a"], failed: ["b"] });
    const { code, message, hint } = summary.outcomes.get("b")!.failure!;
    expect(`${code}: ${message.replace(/object .{12}/, "object D")}`).toBe(
      'STORE_DAMAGED: input "data" of b changed in the store while it ran: object D does not hold what it held in the store',
    );
    expect(hint).toBe(
      "Nothing of it is kept. A stage may not write to what it reads; what is damaged is made again.",
    );
    const key = summary.outcomes.get("b")?.key ?? "";
    expect(existsSync(join(world.storeDirectory, "actions", `${key}.json`))).toBe(false);
    expect(statuses(await world.run(plan))).toEqual({ ran: ["a", "b"] });
  });
});
