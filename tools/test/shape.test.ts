import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { scratchDirectory } from "@fairline/testing";
import { expect, it } from "vitest";

const command = join(import.meta.dirname, "../shape.mjs");

/** A checkout with two packages, the first of which has two folders that import each other. */
const files = {
  "one/src/index.ts": 'export { a } from "./inner/a.ts";\nexport type { B } from "./outer/b.ts";\n',
  "one/src/inner/a.ts":
    '/** A doc. */\nimport type { B } from "../outer/b.ts";\n\n// Why.\nexport const a: B = `x\ny`;\n',
  "one/src/inner/deep/c.ts": 'import { a } from "../a.ts";\nvoid import("../../outer/b.ts");\n',
  "one/src/outer/b.ts": 'import "../index.ts";\nimport "../inner/a.ts";\nimport "zod";\n',
  "two/src/index.ts": 'import "@fairline/one";\n',
};

it("counts files, lines, imports across folders and mutual pairs, of packages and of folders", () => {
  const root = scratchDirectory();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, "packages", path)), { recursive: true });
    writeFileSync(join(root, "packages", path), text);
  }
  const shape = (...words: readonly string[]): string =>
    execFileSync(process.execPath, [command, "--root", root, ...words], { encoding: "utf8" });
  expect(shape()).toMatchInlineSnapshot(`
    "package  files  lines  code  across  pairs
    one          4     13    10       6      1
    two          1      1     1       0      0
    all          5     14    11       6      1
    one: inner <-> outer (2/1)
    "
  `);
  expect(shape("one/src/inner")).toMatchInlineSnapshot(`
    "package        files  lines  code  across  pairs
    one/src/inner      2      8     5       1      0
    all                2      8     5       1      0
    "
  `);
});
