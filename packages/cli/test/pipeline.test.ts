import { chmodSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ended } from "./fairline.ts";
import { fairline, marked } from "./fairline.ts";
import { FILES, makeProject } from "./project.ts";

describe("a pipeline on 200 rows", () => {
  const project = makeProject();
  const { folder, run, edited, write } = project;
  const first: { run: Ended } = { run: { code: -1, out: "", err: "" } };

  beforeAll(async () => {
    first.run = await run("run", "loans.yaml", "-j", "1");
  }, 120_000);
  afterAll(project.remove);

  test("runs every stage the first time, holds the gate and publishes the reports", () => {
    const stages = ["clean", "evaluate", "ingest", "page", "text", "train", "weigh"];
    expect(first.run.code).toBe(0);
    expect([marked(">", first.run), marked("+", first.run)]).toEqual([stages, stages]);
    expect(first.run.err).toContain("  <time>  > clean started: it has not run before\n");
    expect(first.run.out).toMatchInlineSnapshot(`
      "
      Gates
        outcome  gate            on        figure  limit
        pass     accuracy floor  evaluate  0.7625  >= 0.3

      Published
        reports/loans.html
        reports/loans.md

      Warnings
        train: the loss was still falling steeply when training ended, by 7.2 % over the last tenth of the 3 epochs: allow more epochs, or raise learning-rate
        evaluate: "sex" has groups of fewer than 30 rows with a positive label, whose rates among those are uncertain: "female" (16)
        evaluate: "sex" has groups of fewer than 30 rows with a negative label, whose rates among those are uncertain: "female" (22), "male" (8)

      Done in <time>: 7 ran, 0 reused.
      "
    `);
    expect(readFileSync(join(folder, "reports/loans.md"), "utf8")).toContain("accuracy floor");
    expect(readFileSync(join(folder, "reports/loans.html"), "utf8")).toMatch(/^<!doctype html>/i);
  });

  test("runs and plans nothing the second time: loads neither TensorFlow.js nor Arrow, nor a planner", async () => {
    const list = join(folder, "loaded.txt");
    const again = await fairline(["run", "loans.yaml"], {
      cwd: folder,
      env: { FAIRLINE_HOME: join(folder, "store"), LOADED_MODULES: list },
      nodeArgs: ["--import", pathToFileURL(join(FILES, "record-imports.mjs")).href],
    });
    expect(marked("=", again)).toEqual([
      "clean",
      "evaluate",
      "ingest",
      "page",
      "text",
      "train",
      "weigh",
    ]);
    expect(again.out).toContain("0 ran, 7 reused");
    const loaded = readFileSync(list, "utf8").split("\n");
    const isHeavy = (url: string): boolean =>
      /@tensorflow|onnxruntime|apache-arrow|cli\/dist\/worker\.js|@observablehq/.test(url);
    expect(loaded.filter(isHeavy)).toEqual([]);
    expect(loaded.some((url) => url.endsWith("/bundle/run.js"))).toBe(true);
    expect(loaded.filter((url) => url.endsWith("/bundle/work.js"))).toEqual([]);
  });

  test("runs nothing where only comments and the order of the file changed", async () => {
    const text = readFileSync(join(folder, "loans.yaml"), "utf8");
    const [head = "", stages = "", gates = ""] = text.split(/^(?=stages:|gates:)/m);
    write("other.yaml", `# the same, in another order\n${gates}\n${head}${stages}`);
    const ended = await run("run", "other.yaml");
    expect(marked(">", ended)).toEqual([]);
    expect(ended.code).toBe(0);
  });

  test("runs what a parameter reaches and nothing else, and explains why", async () => {
    const words = ["loans.yaml", "--set", "epochs=4"];
    expect((await run("status", ...words)).out).toMatchInlineSnapshot(`
      "  reuse  ingest    its result is known from run <run> of <date>
        reuse  clean     its result is known from run <run> of <date>
        reuse  weigh     its result is known from run <run> of <date>
        run    train     epochs 3 → 4
        ?      evaluate  it depends on what train will give
        ?      page      it depends on what evaluate will give
        ?      text      it depends on what evaluate will give

      1 instance would run, 3 may, depending on what comes before, 3 would be reused.
      "
    `);
    const ended = await run("run", ...words);
    expect(marked(">", ended)).toEqual(["evaluate", "page", "text", "train"]);
    expect(marked("=", ended)).toEqual(["clean", "ingest", "weigh"]);
    expect((await run("explain", words[0]!, "train", ...words.slice(1))).out)
      .toMatchInlineSnapshot(`
      "train
        train would be reused: its result is known from run <run> of <date>.
        It ran then because epochs 3 → 4.
      "
    `);
    expect((await run("explain", words[0]!, "evaluate", ...words.slice(1))).out)
      .toMatchInlineSnapshot(`
      "evaluate
        evaluate would be reused: its result is known from run <run> of <date>.
        It ran then because input "model" changed (from train).
        train would be reused: its result is known from run <run> of <date>.
        It ran then because epochs 3 → 4.
      "
    `);
    expect((await run("explain", words[0]!, "clean", ...words.slice(1))).out)
      .toMatchInlineSnapshot(`
        "clean
          clean would be reused: its result is known from run <run> of <date>.
          It ran then because it had not run before.
        "
      `);
  });

  test("says in a dry run what would run for a target, and runs nothing", async () => {
    const { code, out, err } = await run("run", "loans.yaml", "train", "-n", "--set", "epochs=9");
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatchInlineSnapshot(`
      "  reuse  ingest  its result is known from run <run> of <date>
        reuse  clean   its result is known from run <run> of <date>
        reuse  weigh   its result is known from run <run> of <date>
        run    train   epochs 4 → 9

      1 instance would run, 3 would be reused.
      "
    `);
  });

  test("brings about what is asked for and no more, and runs what is forced", async () => {
    const ended = await run("run", "loans.yaml", "weigh", "--force", "clean");
    expect([marked(">", ended), marked("=", ended)]).toEqual([["clean"], ["ingest", "weigh"]]);
  });

  test("exits with 2 and says why where a gate fails, and with 0 where it only warns", async () => {
    const fails = await run("run", edited("strict.yaml", ["min: 0.3", "min: 0.99"]));
    expect(fails.code).toBe(2);
    expect(fails.out).toMatchInlineSnapshot(`
      "
      Gates
        outcome  gate            on        figure  limit
        FAIL     accuracy floor  evaluate  0.7625  >= 0.99
                accuracy on test is 0.7625 (n 80), below the limit of 0.99.

      Published
        reports/loans.html
        reports/loans.md

      Done in <time>: 2 ran, 5 reused, but 1 of 1 gate verdict failed.
      "
    `);
    const gate = await run("gate", "strict.yaml");
    expect([gate.code, gate.out]).toEqual([2, expect.stringContaining("FAIL     accuracy floor")]);
    const warns = await run(
      "gate",
      edited("lax.yaml", ["min: 0.3", "min: 0.99\n    on-fail: warn"]),
    );
    expect([warns.code, warns.out]).toEqual([
      0,
      expect.stringContaining("warn     accuracy floor"),
    ]);
  });

  test("shows a table, metrics, a model and where a file lies", async () => {
    expect((await run("show", "loans.yaml", "weigh", "--rows", "3")).out).toMatchInlineSnapshot(`
      "200 rows, 7 columns, task: binary, positive: yes

        column  type      roles      missing  distinct
        age     integer   feature          0
        income  integer   feature          0
        job     category  feature          0         4
        sex     category  sensitive        0         2
        repaid  category  label            0         2
        split   category  split            0         3
        weight  number    weight           0

      The first 3 rows:
        age  income  job       sex     repaid  split       weight
        52   40      seller    female  yes     test        1
        26   26      engineer  female  no      validation  1
        40   51      clerk     female  yes     train       1.48421
      "
    `);
    const rates = await run("show", "loans.yaml", "evaluate.metrics", "--metric", "base_rate");
    expect(rates.out).toMatchInlineSnapshot(`
      "metric     attribute  group   split   n   value  interval
      base_rate                     test   80  0.6250  [0.4997, 0.7125]
      base_rate  sex        female  test   38  0.4211  [0.2431, 0.5715]
      base_rate  sex        male    test   42  0.8095  [0.6570, 0.9334]
      "
    `);
    const model = await run("show", "loans.yaml", "train.model");
    expect(model.out).toContain("decides by  score >= 0.5");
    const page = await fairline(["show", "loans.yaml", "page", "--path"], {
      cwd: folder,
      env: { FAIRLINE_HOME: join(folder, "store") },
    });
    expect(page.out).toMatch(/^<here>\/store\/objects\/sha256\/[0-9a-f]{2}\/[0-9a-f]{62}\n$/);
    const data = JSON.parse((await run("show", "loans.yaml", "clean", "--json")).out) as {
      rows: number;
    };
    expect(data.rows).toBe(200);
  });

  test("says how to bring a result about that is not there", async () => {
    const { code, err } = await run("show", "loans.yaml", "train.model", "--set", "epochs=77");
    expect(code).toBe(3);
    expect(err).toMatchInlineSnapshot(`
      "error: train has no result in the store for the pipeline as it is now: epochs 4 → 77
        Bring it about: fairline run loans.yaml train
      "
    `);
  });

  test("lists runs and compares two", async () => {
    const { out } = await fairline(["runs", "--json"], {
      cwd: "/",
      env: { FAIRLINE_HOME: join(folder, "store") },
    });
    expect((JSON.parse(out) as readonly unknown[]).length).toBeGreaterThan(4);
    expect((await run("runs", "--last", "1")).out.split("\n")).toHaveLength(3);
    expect((await run("diff", "latest", "latest")).out).toContain("Figures\n  No difference.\n");
    const unknown = await run("diff", "nope", "latest");
    expect(unknown.code).toBe(3);
  });

  test("draws the pipeline", async () => {
    expect((await run("graph", "loans.yaml")).out).toMatchInlineSnapshot(`
      "loans
        ingest      ingest/table
        clean       clean/table        data ← ingest.data
        weigh       rebalance/reweigh  data ← clean.data
        train       train/logistic     data ← weigh.data
        evaluate    evaluate/groups    data ← clean.data, model ← train.model
        page        report/html        metrics ← evaluate[*].metrics, → reports/loans.html
        text        report/markdown    metrics ← evaluate[*].metrics, → reports/loans.md

      gates
        accuracy floor  evaluate
      "
    `);
    expect((await run("graph", "loans.yaml", "-f", "svg")).out).toContain("<svg");
    const json = await run("graph", "loans.yaml", "--json");
    expect(JSON.parse(json.out)).toHaveProperty("nodes");
  });

  test("tells every event as JSON, one a line, and nothing else", async () => {
    const { code, out, err } = await run("run", "loans.yaml", "--json");
    const types = out
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { type: string }).type);
    expect([code, err]).toEqual([0, ""]);
    expect([types[0], types.at(-1)]).toEqual(["run-started", "run-finished"]);
    expect(types.filter((type) => type === "instance-reused")).toHaveLength(7);
  });

  test("measures, checks and cleans the store, and makes anew what was damaged", async () => {
    const stats = JSON.parse((await run("cache", "stats", "--json")).out) as {
      actions: { count: number };
    };
    expect(stats.actions.count).toBeGreaterThan(7);
    expect((await run("cache", "verify")).out).toMatch(/^Whole: \d+ objects and \d+ actions/);
    expect((await run("cache", "gc", "--keep-runs", "1")).out).toMatch(/^Could be freed:\n/);
    const [object = ""] = readdirSync(join(folder, "store/objects/sha256"), {
      recursive: true,
      encoding: "utf8",
    })
      .filter((name) => name.includes("/"))
      .map((name) => join(folder, "store/objects/sha256", name));
    chmodSync(object, 0o644);
    writeFileSync(object, "damaged");
    const damaged = await run("cache", "verify");
    expect([damaged.code, damaged.out]).toEqual([
      1,
      expect.stringContaining("does not hold what it held"),
    ]);
    expect((await run("cache", "verify")).code).toBe(0);
    expect((await run("run", "loans.yaml")).code).toBe(0);
    expect((await run("cache", "gc", "--keep-runs", "1", "--yes")).out).toMatch(/^Freed:\n/);
    expect((await run("run", "loans.yaml")).out).toContain("0 ran, 7 reused");
  }, 120_000);

  test("gives the same bytes twice", async () => {
    const { code, out } = await run("verify", "loans.yaml");
    expect([code, out]).toEqual([
      0,
      "Reproducible: 7 instances ran twice and gave the same bytes.\n",
    ]);
  }, 120_000);
});
