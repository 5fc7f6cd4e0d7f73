import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sha256 } from "@fairline/core";
import {
  fakeStage,
  fromFile,
  hostOf,
  instance,
  makeWorld,
  planOf,
  statuses,
  textOf,
} from "../rig.ts";
import { sh } from "../job/command-rig.ts";

describe("a run that reads from outside", () => {
  it("follows the content of external files, not their times", async () => {
    const world = await makeWorld();
    const path = join(world.root, "data.csv");
    const plan = planOf(world.root, [instance("a", { inputs: [fromFile(path)] })]);
    writeFileSync(path, "1,2");
    await world.run(plan);
    writeFileSync(path, "1,2");
    expect(statuses(await world.run(plan))).toEqual({ reused: ["a"] });
    writeFileSync(path, "1,3");
    expect(statuses(await world.run(plan))).toEqual({ ran: ["a"] });
  });

  it("follows whether a file in an input folder may be executed", async () => {
    const world = await makeWorld();
    const tools = join(world.root, "tools");
    mkdirSync(tools);
    writeFileSync(join(tools, "run"), "#!/bin/sh\n", { mode: 0o644 });
    const script = "test -x .fairline/data/run && echo yes > out.txt || echo no > out.txt";
    const plan = planOf(world.root, [sh("a", script, { inputs: [fromFile(tools)] })]);
    expect(textOf(await world.run(plan), "a")).toBe("no\n");
    chmodSync(join(tools, "run"), 0o755);
    const second = await world.run(plan);
    expect(statuses(second)).toEqual({ ran: ["a"] });
    expect(textOf(second, "a")).toBe("yes\n");
    chmodSync(join(tools, "run"), 0o644);
    expect(statuses(await world.run(plan))).toEqual({ reused: ["a"] });
  });

  it("follows external inputs that a stage declares", async () => {
    const world = await makeWorld();
    const path = join(world.root, "recipe.yaml");
    let value = 1;
    const reading = fakeStage("test/reading", {
      externals: (_params, resolve) => [
        { type: "file", name: "recipe", path: resolve("recipe.yaml") },
        { type: "value", name: "parsed", value },
      ],
      run: ({ context }) => ({
        data: JSON.stringify([Object.keys(context.files), context.values]),
      }),
    });
    const plan = planOf(world.root, [instance("a", { stage: reading })]);
    writeFileSync(path, "one");
    const summary = await world.run(plan);
    expect(textOf(summary, "a")).toBe('[["recipe"],{"parsed":1}]');
    expect(statuses(await world.run(plan))).toEqual({ reused: ["a"] });
    writeFileSync(path, "two");
    expect(statuses(await world.run(plan))).toEqual({ ran: ["a"] });
    value = 2;
    expect(statuses(await world.run(plan))).toEqual({ ran: ["a"] });
  });

  it("fetches a download only when the stage runs", async () => {
    let fetched = 0;
    const host = hostOf({
      fetchFile: () => {
        fetched += 1;
        return Promise.resolve("/data/adult.data");
      },
    });
    const reading = fakeStage("test/fetching", {
      externals: () => [
        { type: "download", name: "raw", url: "https://x", sha256: [sha256("d")], mirror: "d" },
      ],
      run: ({ context }) => ({ data: context.files["raw"] ?? "" }),
    });
    const world = await makeWorld(host);
    const plan = planOf(world.root, [instance("a", { stage: reading })]);
    expect(textOf(await world.run(plan), "a")).toBe("/data/adult.data");
    await world.run(plan);
    expect(fetched).toBe(1);
  });
});
