import {
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { defineStage, type Stage } from "@fairline/core";
import { describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { stagesText } from "../load-text.ts";
import { fakeStages } from "../stages.ts";
import { dataOf, cachedWorld } from "./cached-world.ts";

const goodFiles = join(import.meta.dirname, "../files/good");

const example = {
  "pipeline.yaml": `version: 1
name: example
include: shared.yaml
params: { n: 3, note: "\${{ file('note.txt') }}" }
stages:
  raw: { uses: fake/ingest, with: { source: rows.csv }, publish: { data: out/rows.arrow } }
  clean: { uses: fake/clean, in: raw, with: { steps: [{ filter: "\${{ params.note }}" }] } }
  train: { uses: fake/train, in: clean, matrix: { strength: [0, 1] } }
  count: { cmd: [wc, "\${{ in.text }}"], in: { text: words.txt }, deps: [count.sh], out: { n: n.txt } }
  evaluate: { uses: fake/evaluate, matrix: { from: train }, in: { data: clean, model: train } }
gates:
  - { name: floor, stage: evaluate, metric: accuracy, baseline: base.json, max-increase: 0.1 }
`,
  "shared.yaml": "stages:\n  more: { uses: fake/rows }\n",
  "values.yaml": "n: 5\n",
  "note.txt": "a note",
  "rows.csv": "a\n",
  "words.txt": "b\n",
  "count.sh": "c\n",
  "base.json": "[]\n",
};
const options = { set: ["n=4"], paramsFiles: ["values.yaml"] };

/** A stage of a third party, in a file. */
const plugIn: Stage = defineStage({
  name: "acme/plug-in",
  summary: "Makes a file.",
  params: z.strictObject({}),
  inputs: {},
  outputs: { file: { kind: "file", summary: "The file." } },
  run: () => ({ file: "" }),
});

describe("a kept plan", () => {
  it("is the plan that planning anew gives, texts and all", async () => {
    const world = cachedWorld(example, options);
    const planned = await world.plan();
    const found = await world.find();
    expect(dataOf(found?.plan)).toEqual(dataOf(planned));
    expect(planned.otherTexts).not.toEqual({});
    expect([...(found?.texts.keys() ?? [])]).toContain(world.request.file);
  });

  it.each(readdirSync(goodFiles).filter((name) => name.endsWith(".yaml")))(
    "can be kept of any pipeline that is good: %s",
    async (name) => {
      const text = readFileSync(join(goodFiles, name), "utf8");
      const world = cachedWorld({ "pipeline.yaml": text });
      cpSync(join(goodFiles, "data"), join(world.folder, "data"), { recursive: true });
      const planned = await world.plan();
      expect(dataOf((await world.find())?.plan)).toEqual(dataOf(planned));
    },
  );

  it("asks a stage again what it reads, and runs it, without any of it being in the store", async () => {
    const run = vi.fn(() => Promise.resolve({ data: "rows" }));
    const ingest = { ...fakeStages.get("fake/ingest")!, run };
    const stages = new Map([["fake/ingest", ingest]]);
    const text = stagesText("  raw: { uses: fake/ingest, with: { source: rows.csv } }\n");
    const world = cachedWorld({ "pipeline.yaml": text, "rows.csv": "" }, { stages });
    await world.plan();
    const work = (await world.find())?.plan.instances[0]?.work;
    if (work?.type !== "stage") throw new Error("the instance has no stage");
    expect(await work.stage.externals?.(work.params, (path) => `/at/${path}`)).toEqual([
      { type: "file", name: "source", path: "/at/rows.csv", param: ["source"] },
    ]);
    expect(await work.stage.run({} as Parameters<Stage["run"]>[0])).toEqual({ data: "rows" });
  });
});

describe("a kept plan is not used", () => {
  it.each([
    ["the pipeline", "pipeline.yaml"],
    ["an included file", "shared.yaml"],
    ["a file of parameters", "values.yaml"],
    ["a file in an expression", "note.txt"],
  ])("after an edit of %s, even of a blank", async (_, path) => {
    const world = cachedWorld(example, options);
    await world.plan();
    world.put(path, `${readFileSync(join(world.folder, path), "utf8")} `);
    expect(await world.find()).toBeUndefined();
  });

  it.each(["rows.csv", "words.txt", "count.sh", "base.json"])(
    "after %s, which the pipeline reads, is gone, or is a folder",
    async (path) => {
      const world = cachedWorld(example, options);
      await world.plan();
      rmSync(join(world.folder, path));
      expect(await world.find()).toBeUndefined();
      mkdirSync(join(world.folder, path));
      expect(await world.find()).toBeUndefined();
    },
  );

  it("after a link was laid that leads what is published out of the folder", async () => {
    const world = cachedWorld(example, options);
    await world.plan();
    symlinkSync("/tmp", join(world.folder, "out"));
    expect(await world.find()).toBeUndefined();
  });

  it("by code that plans otherwise, with other options, or for another file", async () => {
    const world = cachedWorld(example, options);
    await world.plan();
    const { request } = world;
    expect(await world.find({ ...request, planner: "2" })).toBeUndefined();
    expect(await world.find({ ...request, set: ["n=5"] })).toBeUndefined();
    expect(await world.find({ ...request, paramsFiles: [] })).toBeUndefined();
    expect(await world.find({ ...request, file: `${request.file}.bak` })).toBeUndefined();
    expect(await world.find()).toBeDefined();
  });

  it("after the code of a third party's stage was edited", async () => {
    const text = stagesText("  a: { uses: ./plug-in.mjs }\n");
    const modules = { "plug-in.mjs": { stage: plugIn } };
    const world = cachedWorld({ "pipeline.yaml": text, "plug-in.mjs": "// 1" }, { modules });
    await world.plan();
    expect(await world.find()).toBeDefined();
    world.put("plug-in.mjs", "// 2");
    expect(await world.find()).toBeUndefined();
  });

  it("after a nearer package of the same name was installed", async () => {
    const manifest = '{ "name": "acme", "main": "index.js" }';
    const text = stagesText('  a: { uses: "acme#stage" }\n');
    const modules = { "index.js": { stage: plugIn } };
    const files = {
      "pipeline.yaml": text,
      "node_modules/acme/package.json": manifest,
      "node_modules/acme/index.js": "",
    };
    const world = cachedWorld(files, { modules });
    await world.plan();
    expect(await world.find()).toBeDefined();
    world.put("node_modules/acme/package.json", manifest.replace("index", "lib/index"));
    world.put("node_modules/acme/lib/index.js", "");
    expect(await world.find()).toBeUndefined();
  });

  it("after a stage says that it reads another file, or throws", async () => {
    let externals: Stage["externals"] = () => [{ type: "file", name: "f", path: "/etc/hosts" }];
    const stage: Stage = { ...plugIn, externals: (...given) => externals?.(...given) ?? [] };
    const stages = new Map([["acme/plug-in", stage]]);
    const text = stagesText("  a: { uses: acme/plug-in }\n");
    const world = cachedWorld({ "pipeline.yaml": text }, { stages });
    await world.plan();
    expect(await world.find()).toBeDefined();
    externals = () => [{ type: "file", name: "f", path: "/etc/passwd" }];
    expect(await world.find()).toBeUndefined();
    externals = () => {
      throw new Error("no recipe");
    };
    expect(await world.find()).toBeUndefined();
  });

  it("after any byte of it was changed, or its end is missing", async () => {
    const world = cachedWorld({ "pipeline.yaml": stagesText("  a: { uses: fake/rows }\n") });
    await world.plan();
    const path = world.cacheFile();
    const bytes = readFileSync(path);
    for (const at of bytes.keys()) {
      const damaged = Buffer.from(bytes);
      damaged[at]! ^= 1;
      writeFileSync(path, damaged);
      expect(await world.find()).toBeUndefined();
    }
    for (const length of [0, 10, 64, 65, 66, bytes.length - 1]) {
      writeFileSync(path, bytes.subarray(0, length));
      expect(await world.find()).toBeUndefined();
    }
    await world.plan();
    expect(await world.find()).toBeDefined();
  });
});

describe("a plan is not kept", () => {
  it.each([
    ["a date", z.string().transform(() => new Date(0))],
    ["a number that is none", z.string().transform(() => NaN)],
    ["minus zero", z.string().transform(() => -0)],
    ["nothing", z.string().transform(() => undefined)],
    ["a big number", z.string().transform(() => 1n)],
  ])("where a parameter is %s, which JSON would change", async (_, x) => {
    const stage: Stage = { ...plugIn, params: z.strictObject({ x }) };
    const text = stagesText("  a: { uses: acme/odd, with: { x: a } }\n");
    const stages = new Map([["acme/odd", stage]]);
    const world = cachedWorld({ "pipeline.yaml": text }, { stages });
    await world.plan();
    expect(await world.find()).toBeUndefined();
  });
});
