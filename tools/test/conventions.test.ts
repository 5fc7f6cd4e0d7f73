import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { scratchDirectory } from "@fairline/testing";
import { expect, it } from "vitest";

const command = join(import.meta.dirname, "../conventions.mjs");

const manifest = (name: string, dependencies: Readonly<Record<string, string>> = {}): string =>
  JSON.stringify({
    name: `@fairline/${name}`,
    version: "1.0.0",
    dependencies,
    exports: {
      ".": { "@fairline/source": "./src/index.ts", default: "./dist/index.js" },
      "./package.json": "./package.json",
    },
  });
const lock = (packages: object): string => JSON.stringify({ packages });
const locked = { version: "1.0.0", dependencies: {} };

/** A checkout that keeps every convention: a kernel, a package of stages and a tool. */
const files = {
  "package.json": '{ "name": "fairline", "devDependencies": { "zod": "4.0.0" } }',
  "package-lock.json": lock({
    "": { devDependencies: { zod: "4.0.0" } },
    "node_modules/@fairline/kernel": { link: true },
    "packages/core": locked,
    "packages/kernel": locked,
    "packages/stages": {
      version: "1.0.0",
      dependencies: { zod: "4.0.0", "@fairline/kernel": "1.0.0" },
    },
  }),
  "packages/core/package.json": manifest("core"),
  "packages/core/src/index.ts": 'export { defineStage } from "./stage.ts";\n',
  "packages/kernel/package.json": manifest("kernel"),
  "packages/kernel/src/index.ts":
    'export { used, tested } from "./used.ts";\nexport { whole } from "./whole.ts";\nexport { benched as timed } from "./benched.ts";\nexport type { Unnamed } from "./used.ts";\n',
  "packages/kernel/test/used.test.ts": 'import { tested } from "../src/used.ts";\n',
  "packages/stages/package.json": manifest("stages", {
    "@fairline/kernel": "1.0.0",
    zod: "4.0.0",
  }),
  "packages/stages/README.md": "# @fairline/stages\n\n## stages/one, `stages/two`\n",
  "packages/stages/src/index.ts": 'export { oneStage, twoStage } from "./one.stage.ts";\n',
  "packages/stages/src/one.stage.ts": 'import { type used as taken } from "@fairline/kernel";\n',
  "packages/stages/src/inner/two.stage.ts": 'const { whole } = await import("@fairline/kernel");\n',
  "packages/stages/test/one.stage.test.ts":
    'import { oneStage, twoStage } from "@fairline/stages";\n',
  "packages/stages/test/inner/two.stage.test.ts": "",
  "tools/bench/bench.mjs": 'import { timed } from "../../packages/kernel/dist/index.js";\n',
} as const;

/** What the tool says of a checkout with some files changed, or removed where they are undefined. */
function said(changes: Readonly<Record<string, string | undefined>>): string {
  const root = scratchDirectory();
  for (const [path, text] of Object.entries<string | undefined>({ ...files, ...changes })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    if (text !== undefined) writeFileSync(join(root, path), text);
    else rmSync(join(root, path), { force: true });
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, "--root", root], {
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(status).toBe(stdout === "" ? 0 : 1);
  return stdout;
}

it("says nothing where every convention is kept", () => {
  expect(said({})).toBe("");
});

it("notices a stage without a README section", () => {
  expect(
    said({ "packages/stages/README.md": "# @fairline/stages\n\nstages/two\n\n## stages/one\n" }),
  ).toBe('packages/stages/README.md has no section "## stages/two"\n');
  expect(said({ "packages/stages/README.md": undefined })).toContain(
    'no section "## stages/one"\n',
  );
});

it("notices a stage without a test", () => {
  expect(said({ "packages/stages/test/inner/two.stage.test.ts": undefined })).toBe(
    "packages/stages/test has no two.stage.test.ts\n",
  );
});

it("notices an export that no other package, no test and no tool uses", () => {
  const index = `${files["packages/kernel/src/index.ts"]}export { lost } from "./lost.ts";\n`;
  const lost = "packages/kernel/src/index.ts exports lost, which nobody uses\n";
  expect(said({ "packages/kernel/src/index.ts": index })).toBe(lost);
  // A package's own source may import the file, and a name of another package is another name.
  expect(
    said({
      "packages/kernel/src/index.ts": index,
      "packages/kernel/src/user.ts": 'import { lost } from "./lost.ts";\n',
      "packages/stages/src/user.ts": 'import { lost } from "@fairline/core";\n',
    }),
  ).toBe(lost);
});

it("notices a lock file that does not fit", () => {
  const changed = manifest("kernel", { zod: "4.0.0" });
  expect(said({ "packages/kernel/package.json": changed })).toBe(
    "package-lock.json has other dependencies than packages/kernel/package.json\n",
  );
  expect(said({ "package.json": '{ "name": "fairline" }' })).toBe(
    "package-lock.json has other devDependencies than package.json\n",
  );
  expect(
    said({ "packages/extra/package.json": manifest("extra"), "packages/extra/src/index.ts": "" }),
  ).toBe("package-lock.json does not know packages/extra/package.json\n");
  const withGone = JSON.parse(files["package-lock.json"]) as { packages: object };
  expect(
    said({ "package-lock.json": lock({ ...withGone.packages, "packages/gone": locked }) }),
  ).toBe("package-lock.json has packages/gone, which is gone\n");
});
