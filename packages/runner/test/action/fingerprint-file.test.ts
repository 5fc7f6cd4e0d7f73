import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fromFile, instance, makeWorld, planOf } from "../rig.ts";
import type { World } from "../rig.ts";

/** What a stage that reads a path fails with; the world's folder is left out of the words. */
async function failureOf(world: World, path: string): Promise<string> {
  const summary = await world.run(
    planOf(world.root, [instance("a", { inputs: [fromFile(path)] })]),
  );
  const failure = summary.outcomes.get("a")?.failure;
  const words = `${failure?.code ?? ""}: ${failure?.message ?? ""} / ${failure?.hint ?? ""}`;
  return words.replaceAll(world.root, "");
}

describe("a file of the user's", () => {
  it("that is not there fails the stage", async () => {
    const world = await makeWorld();
    expect(await failureOf(world, join(world.root, "none.csv"))).toBe(
      "FILE_MISSING: there is no file /none.csv / Paths are relative to the pipeline file.",
    );
  });

  it("that is a pipe or a device is refused and never waited for", async () => {
    const world = await makeWorld();
    const pipe = join(world.root, "pipe");
    execFileSync("mkfifo", [pipe]);
    expect(await failureOf(world, pipe)).toBe(
      "FILE_INVALID: /pipe cannot be read: it is neither a file nor a directory / Write what it gives into a file.",
    );
    expect(await failureOf(world, "/dev/zero")).toContain("neither a file nor a directory");
  });

  it("may be a folder, but none with a pipe or with a link that leads out", async () => {
    const world = await makeWorld();
    const folder = join(world.root, "folder");
    mkdirSync(folder);
    execFileSync("mkfifo", [join(folder, "pipe")]);
    expect(await failureOf(world, folder)).toBe(
      'FILE_INVALID: /folder cannot be read: "pipe" is neither a file nor a directory / Write ordinary files.',
    );
    rmSync(join(folder, "pipe"));
    symlinkSync("/etc/passwd", join(folder, "link"));
    expect(await failureOf(world, folder)).toBe(
      'FILE_INVALID: /folder cannot be read: "link" is a link that leads out of its folder / Copy the file instead.',
    );
  });

  it("is no folder that holds the store, which every run changes", async () => {
    const world = await makeWorld();
    const words =
      "FILE_INVALID:  holds the store, which every run changes / Name the files and folders in it that are needed, or keep the store elsewhere with `--store`.";
    expect(await failureOf(world, world.root)).toBe(words);
    writeFileSync(join(world.root, "data.csv"), "1");
    expect(await failureOf(world, join(world.root, "data.csv"))).toBe(":  / ");
  });
});
