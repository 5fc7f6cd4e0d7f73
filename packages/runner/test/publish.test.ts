import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Plan } from "@fairline/plan";
import { realDisk } from "@fairline/store";
import type { Disk } from "@fairline/store";
import { fakeStage, instance, makeWorld, planOf, statuses } from "./rig.ts";

function planTo(root: string, path: string, text = "page"): Plan {
  return planOf(root, [
    instance("a", { params: { text }, more: { publish: { data: join(root, path) } } }),
  ]);
}

describe("publish", () => {
  it("copies an output into the working tree, its folders made", async () => {
    const world = await makeWorld();
    const summary = await world.run(planTo(world.root, "reports/deep/page.html"));
    const path = join(world.root, "reports/deep/page.html");
    expect(readFileSync(path, "utf8")).toBe("page\n");
    expect(statSync(path).mode & 0o777).toBe(0o644);
    expect(readdirSync(join(world.root, "reports/deep"))).toEqual(["page.html"]);
    expect(world.events.find(({ type }) => type === "published")).toMatchObject({ path });
    expect(statuses(summary)).toEqual({ ran: ["a"] });
  });

  it("happens for a reused result too, and only where the content differs", async () => {
    const world = await makeWorld();
    const plan = planTo(world.root, "page.html");
    const path = join(world.root, "page.html");
    await world.run(plan);
    utimesSync(path, 1, 1);
    await world.run(plan);
    expect(statSync(path).mtimeMs).toBe(1000);
    expect(world.events.some(({ type }) => type === "published")).toBe(false);

    writeFileSync(path, "edited by hand");
    expect(statuses(await world.run(plan))).toEqual({ reused: ["a"] });
    expect(readFileSync(path, "utf8")).toBe("page\n");
    expect(world.events.some(({ type }) => type === "published")).toBe(true);
  });

  it("gives a file of the user's, which may be edited without harm to the store", async () => {
    const world = await makeWorld();
    const plan = planTo(world.root, "page.html");
    await world.run(plan);
    writeFileSync(join(world.root, "page.html"), "x");
    expect(statuses(await world.run(plan))).toEqual({ reused: ["a"] });
  });

  it("copies directories, replaces those that it published, and no other", async () => {
    const world = await makeWorld();
    const folder = fakeStage("test/folder", {
      params: z.strictObject({ value: z.number() }),
      inputs: {},
      outputs: { out: { kind: "metrics", summary: "A folder." } },
      run: ({ params }) => ({ out: [{ value: params["value"] }] }),
    });
    const plan = (value: number) =>
      planOf(world.root, [
        instance("a", {
          stage: folder,
          params: { value },
          more: { publish: { out: join(world.root, "figures") } },
        }),
      ]);
    const path = join(world.root, "figures");
    mkdirSync(path);
    await world.run(plan(1));
    expect(readdirSync(path).sort()).toEqual(["metrics.arrow", "metrics.json"]);
    await world.run(plan(2));
    expect(readFileSync(join(path, "metrics.json"), "utf8")).toBe('[{"value":2}]');
    await world.run(plan(2));
    expect(world.events.some(({ type }) => type === "published")).toBe(false);
    writeFileSync(join(path, "mine.txt"), "mine");
    const refused = await world.run(plan(1));
    expect(refused.outcomes.get("a")?.failure).toEqual({
      code: "FILE_INVALID",
      message: `${path} holds files that were not published by a run`,
      hint: "Move them away, or publish to another place: a published folder replaces what is there.",
    });
    expect(readFileSync(join(path, "mine.txt"), "utf8")).toBe("mine");
    expect(readdirSync(world.root).sort()).toEqual([".fairline", "figures"]);
  });

  it("takes a name as long as the file system allows", async () => {
    const world = await makeWorld();
    const name = "n".repeat(255);
    await world.run(planTo(world.root, name));
    expect(readdirSync(world.root)).toContain(name);
  });

  it("replaces a link by a file, and does not write through it", async () => {
    const world = await makeWorld();
    const target = join(world.root, "target.txt");
    writeFileSync(target, "mine");
    symlinkSync(target, join(world.root, "page.html"));
    await world.run(planTo(world.root, "page.html"));
    expect(readFileSync(target, "utf8")).toBe("mine");
    expect(lstatSync(join(world.root, "page.html")).isFile()).toBe(true);
  });

  it("refuses a place that a link leads out of the tree, writes nothing there, and keeps the result", async () => {
    const world = await makeWorld();
    const outside = (await makeWorld()).root;
    symlinkSync(outside, join(world.root, "reports"));
    const summary = await world.run(planTo(world.root, "reports/new/page.html"));
    const failure = summary.outcomes.get("a")?.failure;
    expect(failure?.code).toBe("FILE_INVALID");
    expect(failure?.message.replaceAll(world.root, "<root>").replaceAll(outside, "<out>")).toBe(
      "<root>/reports/new/page.html lies outside <root>: it leads to <out>",
    );
    expect(summary.exit).toBe(1);
    expect(existsSync(join(outside, "new"))).toBe(false);
    expect(statuses(await world.run(planTo(world.root, "page.html")))).toEqual({ reused: ["a"] });
  });

  it("holds the lease on a place until nothing of its own is left beside it", async () => {
    const world = await makeWorld();
    const leases = join(world.storeDirectory, "leases");
    const held: boolean[] = [];
    const disk: Disk = {
      ...realDisk,
      remove: async (path) => {
        held.push(readdirSync(leases).some((name) => name.startsWith("publish-")));
        await realDisk.remove(path);
      },
    };
    await world.run(planTo(world.root, "page.html"), {}, { disk });
    expect(held.length).toBeGreaterThan(0);
    expect(held).not.toContain(false);
    expect(readdirSync(leases)).toEqual([]);
  });

  it("says so where a file stands in the way of a folder", async () => {
    const world = await makeWorld();
    writeFileSync(join(world.root, "reports"), "a file");
    const summary = await world.run(planTo(world.root, "reports/page.html"));
    expect(summary.outcomes.get("a")?.failure).toMatchObject({
      code: "FILE_INVALID",
      hint: "The result is in the store: fix the place and run again.",
    });
  });
});
