import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { scratchDirectory } from "@fairline/testing";
import { expect, test } from "vitest";
import { fairline } from "./fairline.ts";
import { projectForTest } from "./project.ts";

const BIN = fileURLToPath(new URL("../bin/fairline.js", import.meta.url));

/** A module that is loaded before the command, as a data URL for --import. */
function preload(code: string): string[] {
  return ["--import", `data:text/javascript,${encodeURIComponent(code)}`];
}

test("says which Node it needs where an older one runs it", async () => {
  const older = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.18.3" } })`;
  const ended = await fairline(["--help"], { cwd: tmpdir(), nodeArgs: preload(older) });
  expect(ended).toEqual({
    code: 3,
    out: "",
    err: "error: fairline needs Node 20.19 or newer, and this is Node 20.18.3\n  Install a newer one from https://nodejs.org, or run: nvm install 22\n",
  });
});

test("says that it has to be built where it is not", async () => {
  const folder = scratchDirectory();
  mkdirSync(join(folder, "bin"));
  copyFileSync(BIN, join(folder, "bin", "fairline.mjs"));
  const child = spawn(process.execPath, [join(folder, "bin", "fairline.mjs")]);
  const err: string[] = [];
  child.stderr.on("data", (chunk: Buffer) => void err.push(chunk.toString()));
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect([code, err.join("")]).toEqual([
    3,
    "error: fairline is not built yet\n  In the folder that holds packages/, run: npm ci && npm run build\n",
  ]);
});

test("says that a bug is one, and shows its stack only when debugging", async () => {
  const { folder, write } = projectForTest();
  write(
    "broken.mjs",
    `import { z } from ${JSON.stringify(import.meta.resolve("zod"))};
     const params = z.strictObject({}).transform(() => { throw new TypeError("x is not a function"); });
     export const broken = { name: "my/broken", summary: "Breaks.", sources: [], params,
       inputs: {}, outputs: {}, seeded: false, computes: false, describesPipeline: false, run() {} };`,
  );
  write("broken.yaml", "version: 1\nname: broken\nstages:\n  s: { uses: ./broken.mjs }\n");
  const run = (env: Readonly<Record<string, string>>) =>
    fairline(["run", "broken.yaml"], { cwd: folder, env });
  const plain = await run({});
  expect(plain.code).toBe(1);
  expect(plain.err).toMatchInlineSnapshot(`
    "error: x is not a function
      This is a bug in Fairline, or in a stage of your own. Please report it, with the pipeline file and this text.
      Run again with FAIRLINE_DEBUG=1 to see the stack.
    "
  `);
  const debugged = await run({ FAIRLINE_DEBUG: "1" });
  expect(debugged.err).toContain("TypeError: x is not a function\n    at ");
});

test("stops on the first Ctrl+C, publishes nothing half-done, and exits with 130", async () => {
  const { folder, write } = projectForTest();
  const forever = "console.log(1); setInterval(() => {}, 1e6)";
  write(
    "long.yaml",
    `version: 1\nname: long\nstages:\n  long: { cmd: [node, -e, ${JSON.stringify(forever)}], out: { o: o.txt } }\n`,
  );
  const { PATH = "" } = process.env;
  const child = spawn(process.execPath, [BIN, "run", "long.yaml"], {
    cwd: folder,
    env: { PATH, FAIRLINE_HOME: join(folder, "store") },
  });
  const told = { out: "", err: "" };
  child.stdout.on("data", (chunk: Buffer) => void (told.out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => {
    const before = told.err;
    told.err += chunk.toString();
    if (!before.includes("long started") && told.err.includes("long started")) child.kill("SIGINT");
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect(code).toBe(130);
  expect(told.err).toContain(
    "Stopping: running stages are asked to end. Press Ctrl+C again to kill them.\n",
  );
  expect(told.out).toMatch(
    /^\nInterrupted in .*: 0 ran, 0 reused, 1 skipped\. What was finished is kept/,
  );
});

test("runs a third party's stage from a file, and again where a file that it imports has changed", async () => {
  const { run, write } = projectForTest();
  const zod = JSON.stringify(import.meta.resolve("zod"));
  write("word.mjs", `export const word = "one";`);
  write(
    "own.mjs",
    `import { z } from ${zod};
     import { writeFileSync } from "node:fs";
     import { tmpdir } from "node:os";
import { join } from "node:path";
     import { word } from "./word.mjs";
     const file = { kind: "file", summary: "A word." };
     const make = (name) => ({ name: "my/" + name, summary: "Writes a word.", sources: [], params: z.strictObject({}),
       inputs: {}, outputs: { out: file }, seeded: false, computes: false, describesPipeline: false,
       async run({ context }) { const out = join(context.scratch, "w.txt"); writeFileSync(out, name + word); return { out }; } });
     export const first = make("first");
     export const second = make("second");`,
  );
  write(
    "own.yaml",
    `version: 1\nname: own\nstages:\n  s: { uses: "./own.mjs#second", publish: { out: word.txt } }\n`,
  );
  expect((await run("run", "own.yaml")).code).toBe(0);
  expect((await run("run", "own.yaml")).out).toContain("0 ran, 1 reused");
  write("word.mjs", `export const word = "two";`);
  expect((await run("run", "own.yaml")).out).toContain("1 ran, 0 reused");
  expect((await run("explain", "own.yaml", "s")).out).toMatchInlineSnapshot(`
    "s
      s would be reused: its result is known from run <run> of <date>.
      It ran then because the stage's implementation changed (./own.mjs#second).
    "
  `);
});

test("fails a command that writes garbage for a table or for figures, and not what would read it", async () => {
  const { folder, write } = projectForTest();
  write(
    "garbage.yaml",
    `version: 1
name: garbage
stages:
  rows: { cmd: "echo x > rows.arrow", out: { data: rows.arrow } }
  figures:
    cmd: "echo '{}' > figures/metrics.json"
    out: { metrics: { path: figures/, kind: metrics } }
  page: { uses: report/html, in: figures }
`,
  );
  const ended = await fairline(["run", "garbage.yaml", "-k", "-j", "1"], { cwd: folder });
  expect(ended.code).toBe(1);
  expect(ended.err).toMatchInlineSnapshot(`
    "  <time>  run <run> of garbage: 3 instances
      <time>  > figures started: it has not run before
      <time>  > rows started: it has not run before
      <time>  x figures failed: output "metrics" of the command is no metrics: figures/metrics.json is not a metrics file: it has no "about" and "rows"
        at garbage.yaml:5:3
        Point at the metrics.json of a metrics artifact.
        the end of its log:
        | (it printed nothing)
        the whole log: <here>/.fairline/runs/<run>/logs/figures.log
      <time>  - page skipped: it needs figures, which failed
      <time>  x rows failed: output "data" of the command is no table: rows.arrow is not a whole Arrow IPC file
        at garbage.yaml:4:3
        Write it with pyarrow.ipc.new_file, polars write_ipc, or a Fairline ingest stage.
        the end of its log:
        | (it printed nothing)
        the whole log: <here>/.fairline/runs/<run>/logs/rows.log
    "
  `);
});

test("ends quietly where nobody reads its output any more", async () => {
  const child = spawn(process.execPath, [BIN, "schema"], { cwd: "/" });
  const err: string[] = [];
  child.stderr.on("data", (chunk: Buffer) => void err.push(chunk.toString()));
  child.stdout.destroy();
  await new Promise((resolve) => child.on("close", resolve));
  expect(err.join("")).toBe("");
});

test("loads for its help neither the runner, nor a stage, nor anything heavy", async () => {
  const folder = scratchDirectory();
  const list = join(folder, "loaded.txt");
  writeFileSync(list, "");
  const hook = pathToFileURL(
    fileURLToPath(new URL("files/record-imports.mjs", import.meta.url)),
  ).href;
  await fairline(["--help"], {
    cwd: folder,
    env: { LOADED_MODULES: list },
    nodeArgs: ["--import", hook],
  });
  const loaded = readFileSync(list, "utf8");
  expect(loaded).toMatch(/\/cli\/dist\/(bundle\/)?main\.js/);
  expect(loaded).not.toMatch(
    /@tensorflow|apache-arrow|node_modules\/zod|node_modules\/yaml|packages\/runner|packages\/train|bundle\/work/,
  );
});
