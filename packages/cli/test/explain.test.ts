import { chmodSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fairline } from "./fairline.ts";
import { projectForTest } from "./project.ts";
import type { Project } from "./project.ts";

const zod = JSON.stringify(import.meta.resolve("zod"));

/** A stage of the user's own that says a word. */
function ownStage(word: string): string {
  return `import { z } from ${zod};
import { writeFileSync } from "node:fs";
import { join } from "node:path";
export const own = { name: "my/own", summary: "Says a word.", sources: [], params: z.strictObject({}), inputs: {},
  outputs: { out: { kind: "file", summary: "A word." } }, seeded: false, computes: false, describesPipeline: false,
  async run({ context }) { const out = join(context.scratch, "w"); writeFileSync(out, ${JSON.stringify(word)}); return { out }; } };
`;
}

const text = `version: 1
name: edits
params: { test: 0.4 }
stages:
  ingest:
    uses: ingest/table
    with: { source: loans.csv, positive: "yes", roles: { label: repaid, sensitive: [sex] } }
  clean:
    uses: clean/table
    in: ingest
    with: { steps: [split: { test: "\${{ params.test }}", validation: 0.1 }] }
  count:
    cmd: [sh, count.sh, "\${{ in.rows }}", "\${{ out.n }}"]
    in: { rows: clean }
    deps: [count.sh]
    env: [MODE]
    out: { n: n.txt }
  own: { uses: ./own.mjs }
`;

/** Where the store keeps the output of a stage, and its action, as the newest run told. */
function placesOf({ folder }: Project, manifest: string, id: string): readonly [string, string] {
  const { instances } = JSON.parse(manifest) as {
    instances: { id: string; key: string; outputs: Record<string, { digest: string }> }[];
  };
  const { key, outputs } = instances.find((one) => one.id === id)!;
  const { digest } = Object.values(outputs)[0]!;
  const store = join(folder, "store");
  return [
    join(store, "objects/sha256", digest.slice(0, 2), digest.slice(2)),
    join(store, "actions", `${key}.json`),
  ];
}

test("explain tells why, for each of eleven edits, before the next run and after it", async () => {
  const project = projectForTest();
  const { folder, write } = project;
  let mode = "fast";
  const run = (...words: readonly string[]) =>
    fairline(words, { cwd: folder, env: { FAIRLINE_HOME: join(folder, "store"), MODE: mode } });
  const told: string[] = [];
  const explain = async (when: string, stage: string): Promise<void> => {
    const { out, err } = await run("explain", "edits.yaml", stage);
    told.push(`# ${when}\n${out}${err}`);
  };
  const runAgain = async (...flags: readonly string[]): Promise<void> => {
    expect((await run("run", "edits.yaml", ...flags)).code).toBe(0);
  };
  const runs = join(folder, "store/runs");
  const newest = (): string =>
    readFileSync(join(runs, readdirSync(runs).sort().at(-1)!, "manifest.json"), "utf8");
  write("edits.yaml", text);
  write("count.sh", 'wc -c < "$1" > "$2"\n');
  write("own.mjs", ownStage("one"));

  await explain("1. nothing has run yet", "count");
  await runAgain();
  await explain("everything has run", "count");
  write("edits.yaml", text.replace("test: 0.4", "test: 0.3"));
  await explain("2. a parameter", "clean");
  await runAgain();
  const csv = readFileSync(join(folder, "loans.csv"), "utf8");
  write("loans.csv", csv.replace("yes", "no"));
  await explain("3. an external file, seen from two stages below", "count");
  await runAgain();
  await explain("after the run", "count");
  write("loans.csv", csv.replace("yes", "no").trimEnd());
  await explain("4. an external file, which turns out to give the same table", "clean");
  await runAgain();
  await explain("after the run", "clean");
  write("count.sh", '# counts\nwc -c < "$1" > "$2"\n');
  await explain("5. the script of a command", "count");
  await runAgain();
  mode = "slow";
  await explain("6. an environment variable", "count");
  write("own.mjs", ownStage("two"));
  await explain("7. the code of a plug-in", "own");
  await runAgain();
  await runAgain("--force", "own");
  await explain("8. nothing, but it was forced", "own");
  const [object] = placesOf(project, newest(), "own");
  chmodSync(object, 0o644);
  writeFileSync(object, "garbage");
  await explain("9. an object in the store", "own");
  await runAgain();
  await explain("after the run", "own");
  rmSync(placesOf(project, newest(), "own")[1]);
  await explain("10. a result that was removed", "own");
  write("edits.yaml", text);
  write("loans.csv", csv);
  await runAgain();
  await explain("11. the first parameter and file again, and so the first result", "clean");

  expect(told.join("\n").replaceAll(/object <digest>/g, "object D")).toMatchInlineSnapshot(`
    "# 1. nothing has run yet
    count
      count may run: it depends on what clean will give.
      clean may run: it depends on what ingest will give.
      ingest would run: it has not run before.

    # everything has run
    count
      count would be reused: its result is known from run <run> of <date>.
      It ran then because it had not run before.

    # 2. a parameter
    clean
      clean would run: steps[0].split.test 0.4 → 0.3.

    # 3. an external file, seen from two stages below
    count
      count may run: it depends on what clean will give.
      clean may run: it depends on what ingest will give.
      ingest would run: external input "source" changed (<here>/loans.csv).

    # after the run
    count
      count would be reused: its result is known from run <run> of <date>.
      It ran then because input "rows" changed (from clean).
      clean would be reused: its result is known from run <run> of <date>.
      It ran then because input "data" changed (from ingest).
      ingest would be reused: its result is known from run <run> of <date>.
      It ran then because external input "source" changed (<here>/loans.csv).

    # 4. an external file, which turns out to give the same table
    clean
      clean may run: it depends on what ingest will give.
      ingest would run: external input "source" changed (<here>/loans.csv).

    # after the run
    clean
      clean would be reused: its result is known from run <run> of <date>.
      It ran then because input "data" changed (from ingest).
      ingest would be reused: its result is known from run <run> of <date>.
      It ran then because external input "source" changed (<here>/loans.csv).

    # 5. the script of a command
    count
      count would run: count.sh changed.

    # 6. an environment variable
    count
      count would run: environment variable MODE changed.

    # 7. the code of a plug-in
    own
      own would run: the stage's implementation changed (./own.mjs).

    # 8. nothing, but it was forced
    own
      own would be reused: its result is known from run <run> of <date>.
      It ran then because it was forced.

    # 9. an object in the store
    own
      own would run: its stored result was damaged (object D does not hold what it held: output "out" of own).

    # after the run
    own
      own would be reused: its result is known from run <run> of <date>.
      It ran then because its stored result was damaged (object D does not hold what it held: output "out" of own).

    # 10. a result that was removed
    own
      own would run: its result is no longer in the store.

    # 11. the first parameter and file again, and so the first result
    clean
      clean would be reused: its result is known from run <run> of <date>.
      Run <run> came to this result because steps[0].split.test 0.3 → 0.4; input "data" changed (from ingest).
      ingest would be reused: its result is known from run <run> of <date>.
      Run <run> came to this result because external input "source" changed (<here>/loans.csv).
    "
  `);
}, 180_000);
