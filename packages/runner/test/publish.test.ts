import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
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
import { identityOf } from "../src/action/identity.ts";
import { planStatus } from "../src/why/forecast.ts";
import { fakeStage, hostOf, instance, makeWorld, planOf, statuses } from "./rig.ts";

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

    await world.run(planTo(world.root, "page.html", "another"));
    expect(statuses(await world.run(plan))).toEqual({ reused: ["a"] });
    expect(readFileSync(path, "utf8")).toBe("page\n");
    expect(world.events.some(({ type }) => type === "published")).toBe(true);
  });

  it("gives a file of the user's, which may be edited without harm to the store", async () => {
    const world = await makeWorld();
    const plan = planTo(world.root, "page.html");
    await world.run(plan);
    writeFileSync(join(world.root, "page.html"), "x");
    rmSync(join(world.root, "page.html"));
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
      message: `${path} holds files that were not published by a run that this store knows, and would be lost`,
      hint: 'Move it away, or say that it may be replaced: publish: { out: { path: "figures", replace: true } }',
    });
    expect(readFileSync(join(path, "mine.txt"), "utf8")).toBe("mine");
    expect(readdirSync(world.root).sort()).toEqual([".fairline", "figures"]);
  });

  it.each<readonly [string, (path: string) => void]>([
    [
      "a file that no run has made",
      (path) => {
        writeFileSync(path, "my own notes");
      },
    ],
    [
      "a file that was published and edited by hand",
      (path) => {
        writeFileSync(path, "page\nand a note of mine\n");
      },
    ],
    [
      "a link",
      (path) => {
        symlinkSync("target.txt", path);
      },
    ],
    [
      "a folder",
      (path) => {
        mkdirSync(path);
        writeFileSync(join(path, "mine.txt"), "mine");
      },
    ],
  ])("does not replace %s, unless it may", async (_what, make) => {
    const world = await makeWorld();
    const path = join(world.root, "page.html");
    await world.run(planTo(world.root, "page.html"));
    rmSync(path);
    make(path);
    const before = identityOf(path);
    const plan = planTo(world.root, "page.html");
    const refused = await world.run(plan);
    expect(refused.outcomes.get("a")?.failure).toMatchObject({
      code: "FILE_INVALID",
      hint: 'Move it away, or say that it may be replaced: publish: { data: { path: "page.html", replace: true } }',
    });
    expect(identityOf(path)).toBe(before);
    const [status] = await planStatus(plan, world.store, hostOf());
    expect(status?.strays).toEqual([{ port: "data", path, state: "differs" }]);

    const [a] = plan.instances;
    const allowed = planOf(world.root, [{ ...a!, replaces: ["data"] }]);
    expect(statuses(await world.run(allowed))).toEqual({ reused: ["a"] });
    expect(readFileSync(path, "utf8")).toBe("page\n");
    const [after] = await planStatus(plan, world.store, hostOf());
    expect(after?.strays).toBeUndefined();
    rmSync(path);
    const [gone] = await planStatus(plan, world.store, hostOf());
    expect(gone?.strays).toEqual([{ port: "data", path, state: "missing" }]);
  });

  it("checks the copy before it takes its place", async () => {
    const world = await makeWorld();
    const path = join(world.root, "page.html");
    const disk: Disk = {
      ...realDisk,
      copy: async (from, to) => {
        await realDisk.copy(from, to);
        chmodSync(to, 0o644);
        writeFileSync(to, "half");
      },
    };
    const summary = await world.run(planTo(world.root, "page.html"), {}, { disk });
    expect(summary.outcomes.get("a")?.failure?.code).toBe("STORE_DAMAGED");
    expect(existsSync(path)).toBe(false);
    expect(readdirSync(world.root)).toEqual([".fairline"]);
  });

  it("is left alone by a run that only verifies", async () => {
    const world = await makeWorld();
    const plan = planTo(world.root, "page.html");
    await world.run(plan);
    writeFileSync(join(world.root, "page.html"), "mine");
    await world.run(plan, { cache: false });
    expect(readFileSync(join(world.root, "page.html"), "utf8")).toBe("mine");
  });

  it("replaces a link by a file where it may, and does not write through it", async () => {
    const world = await makeWorld();
    const target = join(world.root, "target.txt");
    writeFileSync(target, "mine");
    symlinkSync(target, join(world.root, "page.html"));
    const [a] = planTo(world.root, "page.html").instances;
    await world.run(planOf(world.root, [{ ...a!, replaces: ["data"] }]));
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
