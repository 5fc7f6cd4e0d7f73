import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { scratchDirectory } from "@fairline/testing";
import { expect, test } from "vitest";
import { moduleDigest } from "../../src/stages/module-digest.ts";

/** The digest of stage.mjs among some files, and of the same files with some changed. */
function digestOf(changes: Readonly<Record<string, string>> = {}): string {
  const files: Record<string, string> = {
    "stage.mjs": `import { half } from "./lib/half.mjs";\nimport acme from '@acme/maths/deep';\nexport { half };`,
    "lib/half.mjs": `const two = () => import("../two.mjs");\nexport const half = 0.5;`,
    "two.mjs": `import { readFileSync } from "node:fs"; import missing from "nowhere"; export * from "./stage.mjs";`,
    "other.mjs": "export {};",
    "node_modules/@acme/maths/package.json": `{ "version": "1.0.0" }`,
    ...changes,
  };
  const folder = scratchDirectory();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return moduleDigest(join(folder, "stage.mjs")).digest;
}

test("is the same wherever the files lie, and blind to files that are not imported", () => {
  expect(digestOf()).toMatch(/^[0-9a-f]{64}$/);
  expect(digestOf({ "other.mjs": "export const changed = 1;" })).toBe(digestOf());
});

test.each([
  ["the module", { "stage.mjs": `import "./lib/half.mjs"` }],
  ["a file it imports", { "lib/half.mjs": `import("../two.mjs"); export const half = 1;` }],
  ["a file that that one imports", { "two.mjs": "export const two = 2;" }],
  [
    "the version of a package",
    { "node_modules/@acme/maths/package.json": `{ "version": "1.0.1" }` },
  ],
])("changes with %s", (_what, changes) => {
  expect(digestOf(changes)).not.toBe(digestOf());
});

test.each(["util.js", "util.json", "util/index.js"])(
  "changes with %s where a module requires it without its extension",
  (path) => {
    const digestWith = (text: string): string =>
      digestOf({ "stage.mjs": `require("./util");`, [path]: text });
    expect(digestWith("1")).not.toBe(digestWith("2"));
  },
);

/** Writes files, and gives the digest of stage.mjs among them. */
function digestIn(folder: string, files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return moduleDigest(join(folder, "stage.mjs")).digest;
}

const createRequire = `import { createRequire } from "node:module"; `;

test.each<readonly [string, string, string]>([
  ["a comment before the path", "helper.mjs", `import { v } from /* it's */ "./helper.mjs";`],
  ["a template without holes", "helper.mjs", "const { v } = await import(`./helper.mjs`);"],
  ["a query", "helper.mjs", `import { v } from "./helper.mjs?v=2#x";`],
  ["an escape in the path", "helper.mjs", String.raw`import "./h\x65lper.mjs";`],
  ["attributes", "data.json", `import data from "./data.json" with { type: "json" };`],
  ["options of import()", "data.json", `await import("./data.json", { with: { type: "json" } });`],
  ["export … from", "helper.mjs", `export { v } from\n  "./helper.mjs";`],
  [
    "a require that was created",
    "data.json",
    `${createRequire}const load = createRequire(import.meta.url); load("./data");`,
  ],
  [
    "a require that is called at once",
    "data.json",
    `${createRequire}createRequire(import.meta.url)("./data.json");`,
  ],
  ["require.resolve", "worker.cjs", `require.resolve("./worker.cjs");`],
  ["import.meta.resolve", "helper.mjs", `import.meta.resolve("./helper.mjs");`],
  ["new URL beside the module", "words.txt", `new URL("./words.txt", import.meta.url);`],
  [
    "a folder with package.json",
    "lib/main.js",
    `${createRequire}const require = createRequire(import.meta.url); require("./lib");`,
  ],
  ["imports of package.json", "lib/inner.mjs", `import "#inner";`],
  ["its own name in exports", "lib/self.mjs", `import "self/it";`],
  [
    "code after a regular expression that holds a quote",
    "helper.mjs",
    `const q = /["']/; import("./helper.mjs");`,
  ],
])("follows %s", (_what, file, text) => {
  const folder = scratchDirectory();
  const files = {
    "package.json": `{ "name": "self", "imports": { "#inner": "./lib/inner.mjs" }, "exports": { "./it": "./lib/self.mjs" } }`,
    "lib/package.json": `{ "main": "main.js" }`,
    "stage.mjs": text,
  };
  const first = digestIn(folder, { ...files, [file]: "1" });
  expect(digestIn(folder, { [file]: "2" })).not.toBe(first);
  expect(digestIn(folder, { [file]: "1" })).toBe(first);
});

test("follows an absolute path, and a link to its real place", () => {
  const folder = scratchDirectory();
  const files = { "lib/helper.mjs": "1", "lib/real.mjs": `import "./helper.mjs";` };
  digestIn(folder, { ...files, "stage.mjs": `import "${join(folder, "lib/helper.mjs")}";` });
  const absolute = moduleDigest(join(folder, "stage.mjs")).digest;
  symlinkSync("lib/real.mjs", join(folder, "linked.mjs"));
  const linked = moduleDigest(join(folder, "linked.mjs")).digest;
  expect(digestIn(folder, { "lib/helper.mjs": "2" })).not.toBe(absolute);
  expect(moduleDigest(join(folder, "linked.mjs")).digest).not.toBe(linked);
});

test("follows a linked package by content, also where it computes what it imports", () => {
  const folder = scratchDirectory();
  const manifest = `{ "name": "@acme/helper", "version": "1.0.0", "type": "module", "exports": "./main.js" }`;
  const first = digestIn(folder, {
    "app/stage.mjs": "",
    "helper/package.json": manifest,
    "helper/main.js": "const name = './part.js'; await import(name);",
    "helper/part.js": "1",
    "helper/node_modules/other/index.js": "1",
    "stage.mjs": `import "@acme/helper";`,
    "node_modules/.keep": "",
    "package.json": `{ "name": "app" }`,
  });
  mkdirSync(join(folder, "node_modules/@acme"));
  symlinkSync("../../helper", join(folder, "node_modules/@acme/helper"));
  const linked = digestIn(folder, {});
  expect(linked).not.toBe(first);
  expect(digestIn(folder, { "helper/part.js": "2" })).not.toBe(linked);
  expect(
    digestIn(folder, { "helper/part.js": "1", "helper/node_modules/other/index.js": "2" }),
  ).toBe(linked);
});

test.each([
  "const name = './x.mjs'; await import(name);",
  "await import(`./${name}.mjs`);",
  `${createRequire}const load = createRequire(import.meta.url); load(name);`,
  "require(name);",
])("refuses what it cannot follow: %s", (text) => {
  const folder = scratchDirectory();
  expect(() => digestIn(folder, { "stage.mjs": `// line 1\n${text}` })).toThrow(
    expect.objectContaining({
      code: "FILE_INVALID",
      message: `${join(folder, "stage.mjs")}:2 computes what it imports, so a change of that code would not be seen`,
    }),
  );
});

test.each([
  `// import("./" + name)\nconst text = "import(name)"; table.import(name); x.require(name); new URL("https://x", import.meta.url);`,
  `const pattern = /import(x)/; const t = \`import(\${1})\`; export const from = 1; import.meta.resolve(name);`,
])("takes no text, comment or method for an import: %s", (text) => {
  expect(digestIn(scratchDirectory(), { "stage.mjs": text })).toMatch(/^[0-9a-f]{64}$/);
});
