import { spawn } from "node:child_process";
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { scratchDirectory } from "@fairline/testing";
import { expect, onTestFinished, test } from "vitest";
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

test.each(["SIGHUP", "SIGQUIT"] as const)(
  "ends as on Ctrl+C on %s, its children included",
  async (signal) => {
    const { folder, write } = projectForTest();
    write(
      "long.yaml",
      `version: 1\nname: long\nstages:\n  long: { cmd: "while sleep 0.1; do echo x >> '${folder}/trace'; done", out: { o: o.txt } }\n`,
    );
    const { PATH = "" } = process.env;
    const child = spawn(process.execPath, [BIN, "run", "long.yaml"], {
      cwd: folder,
      env: { PATH },
    });
    const trace = join(folder, "trace");
    while (!existsSync(trace)) await setTimeout(20);
    child.kill(signal);
    const code = await new Promise((resolve) => child.on("close", resolve));
    const { size } = statSync(trace);
    await setTimeout(300);
    expect([code, statSync(trace).size]).toEqual([130, size]);
  },
);

test("goes on where standard output cannot be written, says so once, and does not exit with 0", async () => {
  const { folder, write } = projectForTest();
  write(
    "two.yaml",
    "version: 1\nname: two\nstages:\n  a: { cmd: 'echo a > o.txt', out: { o: o.txt } }\n  b: { cmd: 'cat ${{ in.i }} > o.txt', in: { i: a }, out: { o: o.txt }, publish: { o: done.txt } }\n",
  );
  const full = openSync("/dev/full", "w");
  onTestFinished(() => {
    closeSync(full);
  });
  const { PATH = "" } = process.env;
  const child = spawn(process.execPath, [BIN, "run", "--json", "two.yaml"], {
    cwd: folder,
    env: { PATH },
    stdio: ["ignore", full, "pipe"],
  });
  const err: string[] = [];
  child.stderr?.on("data", (chunk: Buffer) => void err.push(chunk.toString()));
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect(err.join("")).toBe(
    "error: standard output cannot be written: ENOSPC: no space left on device, write\n" +
      "  The work goes on. Free some space there, or send the output elsewhere, and ask again.\n",
  );
  expect([code, readFileSync(join(folder, "done.txt"), "utf8")]).toEqual([1, "a\n"]);
});

test("shows control characters of data and logs and never sends them to the terminal or into a report", async () => {
  const { run, write, folder } = projectForTest();
  const rows = Array.from({ length: 120 }, (_, i) => {
    return `${String(i % 2)},${String((i >> 1) % 2)},${["a", "\u001b[2Jb", "\u009bc\u202e"][i % 3]!}`;
  });
  write("d.csv", ["y,p,g", ...rows, ""].join("\n"));
  write(
    "escapes.yaml",
    `version: 1
name: escapes
stages:
  i: { uses: ingest/table, with: { source: d.csv, roles: { label: "y", prediction: p, sensitive: [g] }, positive: 1 } }
  e: { uses: evaluate/groups, in: i }
  m: { uses: report/markdown, in: { metrics: e }, publish: { page: r.md } }
  h: { uses: report/html, in: { metrics: e }, publish: { page: r.html } }
  log: { cmd: ["sh", "-c", "printf '\\\\033[2J\\\\033]0;title\\\\007 x\\n'; exit 3"], out: { o: o.txt } }
gates:
  - { name: sel, stage: e, metric: selection_rate, attribute: g, min: 0.9 }
`,
  );
  const ended = await run("run", "-k", "escapes.yaml");
  const shown = await run("show", "escapes.yaml", "e.metrics");
  const pages = ["r.md", "r.html"].map((name) => readFileSync(join(folder, name), "utf8"));
  const texts = [ended.err, ended.out, shown.out, ...pages];
  for (const text of texts) {
    expect(text).not.toMatch(/(?![\t\n])[\p{Cc}\u202e]/u);
  }
  const data = String.raw`\u001b[2Jb`;
  expect(texts.map((text) => text.includes(data))).toEqual([true, true, true, false, true]);
  expect(pages[0]).toContain(String.raw`\\u001b\[2Jb`);
  expect(ended.err).toContain(String.raw`| \u001b[2J\u001b]0;title\u0007 x`);
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
    /^\nSkipped\n {2}long: the run was interrupted\n\nInterrupted in .*: 0 ran, 0 reused, 1 skipped\. What was finished is kept/,
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
      <time>  x figures failed: output "metrics" of the command is no metrics: figures/metrics.json is not a metrics file: it has no "about" and "rows"
        at garbage.yaml:5:3
        Point at the metrics.json of a metrics artifact.
        the end of its log:
        | (it printed nothing)
        the whole log: <here>/.fairline/runs/<run>/logs/figures.log
      <time>  > rows started: it has not run before
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
