import { readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openStore } from "@fairline/store";
import { chain, makeWorld, statuses } from "../rig.ts";
import { open, worldWithRuns } from "./world-with-runs.ts";

describe("a store", () => {
  it("of a newer version is refused with words", async () => {
    const world = await makeWorld();
    writeFileSync(join(world.storeDirectory, "format"), "3\n");
    await expect(open(world)).rejects.toMatchObject({
      code: "STORE_INCOMPATIBLE",
      message: `the store ${world.storeDirectory} has format 3; this version of Fairline reads format 2`,
      hint: "Use the version of Fairline that made it, or another store with `--store`. Where no other version made it, its file `format` is damaged: remove that file.",
    });
  });

  it("of an older version is refused with words", async () => {
    const world = await makeWorld();
    writeFileSync(join(world.storeDirectory, "format"), "1\n");
    await expect(open(world)).rejects.toMatchObject({
      code: "STORE_INCOMPATIBLE",
      message: `the store ${world.storeDirectory} has format 1; this version of Fairline reads format 2`,
      hint: "Remove it, or use another store with `--store`; the next run makes its results again.",
    });
  });

  it.each(["", "\n", "2\u000e", "\u0000\n", "1.5\n", "old"])(
    "whose format was damaged to %j is mended, and keeps its results",
    async (text) => {
      const world = await worldWithRuns();
      writeFileSync(join(world.storeDirectory, "format"), text);
      expect(statuses(await world.run(chain(world.root, { a: "3", b: "b" })))).toEqual({
        reused: ["a", "b"],
      });
      expect(readFileSync(join(world.storeDirectory, "format"), "utf8")).toBe("2\n");
    },
  );

  it("may be a link itself", async () => {
    const world = await worldWithRuns();
    const name = join(world.root, "elsewhere");
    symlinkSync(world.storeDirectory, name);
    await expect(openStore(name)).resolves.toMatchObject({ directory: name });
  });

  it("does without folders that were removed", async () => {
    const world = await worldWithRuns();
    for (const name of ["tmp", "leases", "history", "runs"]) {
      rmSync(join(world.storeDirectory, name), { recursive: true });
    }
    const plan = chain(world.root, { a: "3", b: "b", c: "c" });
    expect(statuses(await world.run(plan))).toEqual({ reused: ["a", "b"], ran: ["c"] });
  });

  it("is not made in a directory that holds other files", async () => {
    const world = await makeWorld();
    writeFileSync(join(world.root, "notes.txt"), "mine");
    await expect(openStore(world.root)).rejects.toMatchObject({
      code: "STORE_INCOMPATIBLE",
      message: `${world.root} is not a store: it holds other files`,
      hint: "Name an empty directory, or one that is not there yet.",
    });
  });

  it("keeps itself out of git, and its objects read-only", async () => {
    const world = await makeWorld();
    expect(readFileSync(join(world.storeDirectory, ".gitignore"), "utf8")).toBe("*\n");
    const ran = await world.run(chain(world.root, { a: "1" }));
    expect(statSync(ran.pathOf("a")).mode & 0o777).toBe(0o444);
    expect(readdirSync(join(world.storeDirectory, "tmp"))).toEqual([]);
    expect(readdirSync(join(world.storeDirectory, "leases"))).toEqual([]);
  });
});
