import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openStore, realDisk } from "@fairline/store";
import type { Disk } from "@fairline/store";
import { cacheGc, cacheVerify } from "@fairline/store/upkeep";
import { command, sh } from "../job/command-rig.ts";
import { chain, instance, makeWorld, planOf, statuses } from "../rig.ts";
import type { World } from "../rig.ts";
import { open, worldWithRuns } from "./world-with-runs.ts";

/** A plan whose one output is a folder with two files. */
function folderPlan(world: World): ReturnType<typeof planOf> {
  const out = { data: { kind: "file", path: "d/" } } as const;
  return planOf(world.root, [
    command("a", { argv: ["sh", "-c", "echo hi > d/x; echo ho > d/y"], out }),
  ]);
}

describe("a damaged list of a folder", () => {
  it.each([
    ["is no JSON", (text: string) => text.replace('{"', "{z")],
    ["has other members", (text: string) => text.replace('"path"', '"pith"')],
    ["leads out", (text: string) => text.replace('"path":"x"', '"path":"../x"')],
    ["names no digest", (text: string) => text.replace(/"digest":"../, '"digest":"..')],
    ["has another header", (text: string) => text.replace("fairline", "fairlime")],
    ["is empty", () => ""],
  ])("that %s is made anew, and found by verify and gc", async (_what, damage) => {
    const world = await makeWorld();
    const ran = await world.run(folderPlan(world));
    const digest = ran.outcomes.get("a")?.outputs["data"]?.digest ?? "";
    const object = world.store.layout.object(digest);
    const text = readFileSync(object, "utf8");
    const spoil = (): void => {
      chmodSync(object, 0o644);
      writeFileSync(object, damage(text));
    };
    spoil();
    expect((await cacheGc(await open(world), { dryRun: false })).heldBy).toBeUndefined();
    expect(statuses(await world.run(folderPlan(world)))).toEqual({ ran: ["a"] });
    spoil();
    expect((await cacheVerify(await open(world))).damaged).toContain(
      `object ${digest} does not hold what it held`,
    );
    expect(statuses(await world.run(folderPlan(world)))).toEqual({ ran: ["a"] });
    expect(statuses(await world.run(folderPlan(world)))).toEqual({ reused: ["a"] });
  });
});

describe("a link in the place of a store's folder", () => {
  const parts = "objects objects/sha256 trees actions leases runs history plans checkpoints tmp";
  it.each(parts.split(" "))("is refused, and nothing behind it is touched: %s", async (part) => {
    const world = await worldWithRuns();
    const victim = join(world.root, "victim");
    mkdirSync(join(victim, "ab"), { recursive: true });
    for (const name of ["notes.txt", "ab/file"]) writeFileSync(join(victim, name), "mine");
    // A store that was opened before the link was made meets it as well.
    const opened = await open(world);
    rmSync(join(world.storeDirectory, part), { recursive: true });
    symlinkSync(victim, join(world.storeDirectory, part));
    const refusal = {
      code: "STORE_DAMAGED",
      message: expect.stringMatching(/is a link/) as string,
    };
    await expect(open(world)).rejects.toMatchObject(refusal);
    await cacheGc(opened, { keepRuns: 0, dryRun: false }).catch(() => undefined);
    await cacheVerify(opened).catch(() => undefined);
    expect(readdirSync(victim, { recursive: true }).sort()).toEqual(["ab", "ab/file", "notes.txt"]);
  });

  it.each(["objects/sha256", "trees"])("is refused below %s too", async (part) => {
    const world = await makeWorld();
    await world.run(folderPlan(world));
    const victim = join(world.root, "victim");
    mkdirSync(victim);
    writeFileSync(join(victim, "notes.txt"), "mine");
    symlinkSync(victim, join(world.storeDirectory, part, "zz"));
    await cacheGc(await open(world), { keepRuns: 0, dryRun: false }).catch(() => undefined);
    expect(readdirSync(victim)).toEqual(["notes.txt"]);
  });

  it("is no store as a whole that is reached by one", async () => {
    const world = await worldWithRuns();
    const link = join(world.root, "linked");
    symlinkSync(world.storeDirectory, link);
    const collection = await cacheGc(await openStore(link), { keepRuns: 1, dryRun: false });
    expect(collection.runs).toHaveLength(2);
  });

  it("is told apart from a file that stands there", async () => {
    const world = await worldWithRuns();
    rmSync(join(world.storeDirectory, "trees"), { recursive: true });
    writeFileSync(join(world.storeDirectory, "trees"), "");
    await expect(open(world)).rejects.toMatchObject({
      code: "STORE_DAMAGED",
      message: `${join(world.storeDirectory, "trees")} is a file, and a store has a folder there`,
    });
  });
});

/** The disk while it has no room for new bytes until something has been removed. */
function fullDisk(): Disk {
  let hasRoom = false;
  return {
    ...realDisk,
    writeSmall: (path, data) => {
      if (!hasRoom) throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
      realDisk.writeSmall(path, data);
    },
    unlink: (path) => {
      hasRoom = true;
      realDisk.unlink(path);
    },
  };
}

describe("a full disk", () => {
  it("can be freed by a collection, which says all that it freed", async () => {
    const world = await worldWithRuns();
    const store = await openStore(world.storeDirectory, { disk: fullDisk() });
    const collection = await cacheGc(store, { keepRuns: 1, dryRun: false });
    expect(collection).toMatchObject({ actions: { count: 4 }, objects: { count: 4 } });
    expect(collection.runs).toHaveLength(2);
    expect(statuses(await world.run(chain(world.root, { a: "3", b: "b" })))).toEqual({
      reused: ["a", "b"],
    });
  });

  it("is said at every attempt, and leaves no half file behind", async () => {
    const world = await makeWorld();
    const store = await openStore(world.storeDirectory, { disk: fullDisk() });
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await expect(store.lease("x")).rejects.toMatchObject({
        code: "STORE_UNWRITABLE",
        message: `the disk is full: ${world.storeDirectory}`,
      });
    }
  });

  it("is a failed write of the real disk that is taken back", async () => {
    const folder = join((await makeWorld()).root, "none");
    expect(() => {
      realDisk.writeSmall(join(folder, "x"), "x");
    }).toThrow();
    await expect(realDisk.write(join(folder, "x"), "x")).rejects.toThrow();
    expect(existsSync(join(folder, "x"))).toBe(false);
  });
});

describe("names that are no text", () => {
  it("are named for what they are: in a dep, an input and an output", async () => {
    const world = await makeWorld();
    const folder = join(world.root, "d");
    mkdirSync(folder);
    execFileSync("sh", ["-c", `printf x > "$(printf '${folder}/\\377')"`]);
    const out = { data: { kind: "file", path: "o/" } } as const;
    const plan = planOf(world.root, [
      sh("a", "ls > out.txt", { deps: [folder] }),
      instance("b", {
        inputs: [{ port: "data", kind: "file", from: { type: "file", path: folder } }],
      }),
      command("c", { argv: ["sh", "-c", `printf y > "$(printf 'o/\\377')"`], out }),
    ]);
    const { outcomes } = await world.run(plan, { keepGoing: true });
    const failures = ["a", "b", "c"].map((id) => outcomes.get(id)?.failure);
    const name = JSON.stringify("\uFFFD");
    expect(failures.map((failure) => failure?.code)).toEqual([
      "FILE_INVALID",
      "FILE_INVALID",
      "COMMAND_FAILED",
    ]);
    for (const failure of failures) expect(failure?.message).toContain(`${name} is not UTF-8`);
    // What the third one left is gone all the same.
    expect(readdirSync(join(world.storeDirectory, "tmp"))).toEqual([]);
  });

  it("may be as long as the file system lets them be", async () => {
    const world = await makeWorld();
    for (const name of ["a".repeat(255), "ä".repeat(127)]) {
      const path = join(world.root, name);
      const plan = planOf(world.root, [
        instance("a", { params: { text: name }, more: { publish: { data: path } } }),
      ]);
      expect(statuses(await world.run(plan))).toEqual({ ran: ["a"] });
      expect(readFileSync(path, "utf8")).toBe(`${name}\n`);
    }
    expect(readdirSync(world.root).filter((name) => name.startsWith(".f"))).toEqual([".fairline"]);
  });
});
