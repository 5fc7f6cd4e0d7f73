import { mkdirSync, writeFileSync } from "node:fs";
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
  return moduleDigest(join(folder, "stage.mjs"));
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

test.each(["util.js", "util.cjs", "util/index.js"])(
  "changes with %s where a module requires it without its extension",
  (path) => {
    const digestWith = (text: string): string =>
      digestOf({ "stage.mjs": `require("./util");`, [path]: text });
    expect(digestWith("module.exports = 1;")).not.toBe(digestWith("module.exports = 2;"));
  },
);
