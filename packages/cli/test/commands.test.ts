import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scratchDirectory } from "@fairline/testing";
import { expect, test } from "vitest";
import { fairline } from "./fairline.ts";
import { projectForTest } from "./project.ts";

test("doctor finds what works, and changes nothing", async () => {
  const folder = scratchDirectory();
  const { code, out } = await fairline(["doctor", "--json", "--store", "store"], { cwd: folder });
  const checks = JSON.parse(out) as readonly { name: string; state: string; found: string }[];
  expect(code).toBe(0);
  expect(checks.map(({ name }) => name)).toEqual([
    "node",
    "machine",
    "backend onnx",
    "backend onnx-cuda",
    "backend onnx-webgpu",
    "backend cuda",
    "backend native",
    "backend wasm",
    "backend cpu",
    "store",
    "disk",
    "git",
    "mirror",
  ]);
  expect(checks.find(({ name }) => name === "store")?.found).toBe(
    "<here>/store, made by the first run",
  );
  expect(readdirSync(folder)).toEqual([]);
});

test("doctor exits with 1 where a store of another version or a missing mirror stands in the way", async () => {
  const { folder, run, write } = projectForTest();
  mkdirSync(join(folder, "store"));
  write("store/format", "99\n");
  const { code, out } = await run("doctor", "--mirror", "nowhere", "--json");
  const checks = JSON.parse(out) as readonly { state: string }[];
  expect(code).toBe(1);
  expect(checks.filter(({ state }) => state === "problem")).toMatchInlineSnapshot(`
    [
      {
        "found": "the store <here>/store has format 99; this version of Fairline reads format 2",
        "hint": "Use the version of Fairline that made it, or another store with \`--store\`. Where no other version made it, its file \`format\` is damaged: remove that file.",
        "name": "store",
        "state": "problem",
      },
      {
        "found": "<here>/nowhere is not a folder",
        "hint": "Correct --mirror or FAIRLINE_MIRROR.",
        "name": "mirror",
        "state": "problem",
      },
    ]
  `);
});

test("data lists, describes and checks data sets without a network", async () => {
  const { run } = projectForTest();
  const list = JSON.parse((await run("data", "list", "--json")).out) as readonly { name: string }[];
  expect(list.map(({ name }) => name)).toContain("berkeley");
  const shown = await run("data", "show", "berkeley");
  expect(shown.out).toContain("none: the recipe holds the counts itself");
  expect(shown.out).toContain("How to cite");
  expect(await run("data", "pull", "berkeley")).toEqual({
    code: 0,
    out: "berkeley needs no download.\n",
    err: "",
  });
});

test.each([
  ["csv", "data.csv", "label,sex,age\nyes,female,31\nno,male,40\n"],
  ["audit", "decisions.csv", "approved,sex\nyes,female\nno,male\n"],
])("the template %s is a valid pipeline once its file is there", async (template, file, text) => {
  const folder = scratchDirectory();
  const run = (...words: readonly string[]) =>
    fairline(words, { cwd: folder, env: { FAIRLINE_HOME: join(folder, "store") } });
  await run("init", template);
  expect((await run("status")).err).toContain(`there is no file "${file}"`);
  writeFileSync(join(folder, file), text);
  const { code, err } = await run("status");
  expect([code, err]).toEqual([0, ""]);
});

test("the schema is a draft-07 schema that knows the stages", async () => {
  const { out } = await fairline(["schema"], { cwd: scratchDirectory() });
  const schema = JSON.parse(out) as { $schema: string };
  expect(schema.$schema).toMatch(/draft-07/);
  expect(out).toContain('"train/logistic"');
});

test("stages gives one stage as data, with its JSON Schema", async () => {
  const { out } = await fairline(["stages", "rebalance/reweigh", "--json"], {
    cwd: scratchDirectory(),
  });
  expect(JSON.parse(out)).toMatchObject({ name: "rebalance/reweigh", schema: { type: "object" } });
});
