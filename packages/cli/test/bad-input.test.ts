import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { metricNames } from "@fairline/metrics";
import { expect, test } from "vitest";
import { projectForTest } from "./project.ts";

test("finds a misspelt stage, port, parameter and role all at once, before anything runs", async () => {
  const { folder, run, edited } = projectForTest();
  const file = edited(
    "bad.yaml",
    ["uses: clean/table", "uses: clean/tabel"],
    ["in: weigh", "in: weigh.dta"],
    ["epochs: ${{ params.epochs }}", "epoch: 3"],
    ["sensitive: [sex]", "sensitiv: [sex]"],
  );
  expect(await run("run", file)).toMatchInlineSnapshot(`
    {
      "code": 3,
      "err": "bad.yaml:16:31: error[param-unknown]: ingest/table has no parameter "roles.sensitiv"
    16 |       roles: { label: repaid, sensitiv: [sex] }
       |                               ^^^^^^^^
      help: Did you mean "sensitive"? The parameters are: label, prediction, score, weight, id, split, sensitive, ignored, feature.

    bad.yaml:19:11: error[uses-unknown]: there is no stage to use called "clean/tabel"
    19 |     uses: clean/tabel
       |           ^^^^^^^^^^^
      help: Did you mean "clean/table"? The stages are: <all>

    bad.yaml:32:9: error[port-unknown]: "weigh" has no output port "dta"
    32 |     in: weigh.dta
       |         ^^^^^^^^^
      help: Did you mean "data"? The output ports are: data.

    bad.yaml:34:7: error[param-unknown]: train/logistic has no parameter "epoch"
    34 |       epoch: 3
       |       ^^^^^
      help: Did you mean "epochs"? The parameters are: features, sensitive-features, epochs, batch, momentum, nesterov, schedule, l2, l1, weight-decay, clip, early-stopping, fairness, optimizer, tolerance, steps, learning-rate.
    ",
      "out": "",
    }
  `);
  expect(existsSync(join(folder, "store"))).toBe(false);
});

test("finds an impute step before the split", async () => {
  const { run, edited } = projectForTest();
  const split = "        - split: { test: 0.4, validation: 0.1, by: [label, sensitive] }\n";
  const impute = "        - impute: { numeric: median, categorical: mode }\n";
  expect(await run("run", edited("bad.yaml", [split, ""], [impute, impute + split])))
    .toMatchInlineSnapshot(`
    {
      "code": 3,
      "err": "bad.yaml:23:11: error[param-invalid]: "steps[0]": impute fits statistics, so it must come after split
    23 |         - impute: { numeric: median, categorical: mode }
       |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ",
      "out": "",
    }
  `);
});

test("reads a filter as the stage does, and finds one that cannot be read", async () => {
  const { run, edited } = projectForTest();
  const split = "        - split:";
  const steps = `        - filter: "age >= 18 and age - 1 < 120"\n        - filter: "age >"\n${split}`;
  expect(await run("run", edited("bad.yaml", [split, steps]))).toMatchInlineSnapshot(`
    {
      "code": 3,
      "err": "bad.yaml:24:24: error[param-invalid]: "steps[1].filter": the condition cannot be read: expected a value after ">" at character 5
    24 |         - filter: "age >"
       |                        ^
    ",
      "out": "",
    }
  `);
});

test("finds every mistake of a recipe where it lies, with those of the pipeline", async () => {
  const { write, run } = projectForTest();
  write("my.yaml", "title: Loans\nlicense: none\nfiles: [{ path: 3 }]\nroles: { lable: y }\n");
  write(
    "bad.yaml",
    "version: 1\nname: bad\nstages:\n  data: { uses: ingest/dataset, with: { dataset: ./my.yaml } }\n  clean: { uses: clean/tabel, in: data }\n",
  );
  expect(await run("run", "bad.yaml")).toMatchInlineSnapshot(`
    {
      "code": 3,
      "err": "bad.yaml:5:18: error[uses-unknown]: there is no stage to use called "clean/tabel"
    5 |   clean: { uses: clean/tabel, in: data }
      |                  ^^^^^^^^^^^
      help: Did you mean "clean/table"? The stages are: <all>

    my.yaml: error[key-missing]: a recipe needs the key "citation"
      help: Add \`citation:\`.

    my.yaml: error[key-missing]: a recipe needs the key "columns"
      help: Add \`columns:\`.

    my.yaml: error[key-missing]: a recipe needs the key "description"
      help: Add \`description:\`.

    my.yaml:2:1: error[key-unknown]: a recipe has no key "license"
    2 | license: none
      | ^^^^^^^
      help: Did you mean "licence"? The keys are: title, description, homepage, licence, citation, caveats, files, counts, format, columns, keep, roles, task, positive, expect.

    my.yaml:3:17: error[value-type]: "files[0].path" must be text, and is 3
    3 | files: [{ path: 3 }]
      |                 ^

    my.yaml:4:10: error[key-unknown]: a recipe has no key "roles.lable"
    4 | roles: { lable: y }
      |          ^^^^^
      help: Did you mean "label"? The keys are: label, prediction, score, weight, id, split, sensitive, ignored, feature.
    ",
      "out": "",
    }
  `);
  expect((await run("data", "show", "./my.yaml")).code).toBe(1);
});

test("finds every mistake of a profile, as text and as data", async () => {
  const { write, run } = projectForTest();
  write("ci.yaml", "job: 2\nbackend: 3\n");
  expect(await run("status", "loans.yaml", "--profile", "ci.yaml")).toMatchInlineSnapshot(`
    {
      "code": 3,
      "err": "ci.yaml:1:1: error[key-unknown]: a profile has no key "job"
    1 | job: 2
      | ^^^
      help: Did you mean "jobs"? The keys are: jobs, store, mirror, backend, params.

    ci.yaml:2:10: error[value-type]: "backend" must be text, and is 3
    2 | backend: 3
      |          ^

    A profile may have: jobs, store, mirror, backend, params.
    ",
      "out": "",
    }
  `);
  const { code, out, err } = await run("status", "loans.yaml", "--profile", "ci.yaml", "--json");
  expect({ code, err }).toEqual({ code: 3, err: "" });
  expect(JSON.parse(out)).toMatchObject([
    { code: "key-unknown", line: 1, column: 1, endColumn: 4 },
    { code: "value-type", line: 2, column: 10, endColumn: 11 },
  ]);
});

test("finds a file that is not there", async () => {
  const { run, edited } = projectForTest();
  expect(await run("run", edited("bad.yaml", ["source: loans.csv", "source: laons.csv"])))
    .toMatchInlineSnapshot(`
    {
      "code": 3,
      "err": "bad.yaml:14:15: error[input-file-missing]: there is no file "laons.csv"
    14 |       source: laons.csv
       |               ^^^^^^^^^
      help: Paths are relative to the pipeline file.
    ",
      "out": "",
    }
  `);
});

test("finds a cycle, with its path", async () => {
  const { run, edited } = projectForTest();
  expect(await run("run", edited("bad.yaml", ["in: ingest", "in: weigh"]))).toMatchInlineSnapshot(`
    {
      "code": 3,
      "err": "bad.yaml:20:9: error[cycle]: these stages need each other: clean → weigh → clean
    20 |     in: weigh
       |         ^^^^^
      help: Take one of the connections out.
    ",
      "out": "",
    }
  `);
});

test("finds a gate on a metric that does not exist, and lists the first of those that do", async () => {
  const { run, edited } = projectForTest();
  const { code, out, err } = await run(
    "run",
    edited("bad.yaml", ["metric: accuracy", "metric: acuracy"]),
  );
  const listed = metricNames("fairline").slice(0, 20).join(", ");
  expect({ code, out, err: err.replace(listed, "<the first twenty>") }).toMatchInlineSnapshot(`
    {
      "code": 3,
      "err": "bad.yaml:56:13: error[gate-metric-unknown]: evaluate/groups gives no metric "acuracy" with these parameters
    56 |     metric: acuracy
       |             ^^^^^^^
      help: Did you mean "accuracy"? The metrics are: <the first twenty>, ….
    ",
      "out": "",
    }
  `);
});

test("finds YAML that does not parse", async () => {
  const { run, write } = projectForTest();
  expect(await run("run", write("bad.yaml", "version: 1\nname: [loans\nstages: {}\n")))
    .toMatchInlineSnapshot(`
    {
      "code": 3,
      "err": "bad.yaml:3:1: error[yaml-syntax]: this is not YAML: flow sequence in block collection must be sufficiently indented and end with a ]
    3 | stages: {}
      | ^
    ",
      "out": "",
    }
  `);
});

test("tells problems as data where JSON is asked for", async () => {
  const { run, edited } = projectForTest();
  const { code, out, err } = await run(
    "run",
    edited("bad.yaml", ["in: ingest", "in: ingset"]),
    "--json",
  );
  expect([code, err]).toEqual([3, ""]);
  expect(JSON.parse(out)).toMatchInlineSnapshot(`
    [
      {
        "code": "stage-unknown",
        "column": 9,
        "endColumn": 15,
        "endLine": 20,
        "file": "<here>/bad.yaml",
        "hint": "Did you mean "ingest"? The stages are: ingest, clean, weigh, train, evaluate, page, text.",
        "line": 20,
        "message": "there is no stage "ingset", and no file "ingset"",
        "severity": "error",
      },
    ]
  `);
});

test("stops at ingest for a file without the label column", async () => {
  const { run, edited } = projectForTest();
  expect(await run("run", edited("bad.yaml", ["label: repaid", "label: repayed"])))
    .toMatchInlineSnapshot(`
      {
        "code": 1,
        "err": "  <time>  run <run> of loans: 7 instances
        <time>  > ingest started: it has not run before
        <time>  x ingest failed: the role label is for column "repayed", which loans.csv does not have
          at bad.yaml:11:3
          Did you mean "repaid"? The columns are: age, income, job, sex, repaid.
      ",
        "out": "
      Skipped
        clean: the run stopped after ingest failed
        weigh: the run stopped after ingest failed
        train: the run stopped after ingest failed
        evaluate (1 gate verdict): the run stopped after ingest failed
        page: the run stopped after ingest failed
        text: the run stopped after ingest failed

      Failed
        ingest: the role label is for column "repayed", which loans.csv does not have
          at bad.yaml:11:3

      Failed in <time>: 0 ran, 0 reused, 1 failed, 6 skipped.
      ",
      }
    `);
});

test("stops at ingest for a label with three values, naming the third", async () => {
  const { run, write, edited } = projectForTest();
  write("three.csv", "age,sex,repaid\n31,female,yes\n40,male,no\n52,male,late\n");
  expect(
    await run(
      "run",
      edited("bad.yaml", ["source: loans.csv", "source: three.csv\n      task: binary"]),
    ),
  ).toMatchInlineSnapshot(`
    {
      "code": 1,
      "err": "  <time>  run <run> of loans: 7 instances
      <time>  > ingest started: it has not run before
      <time>  x ingest failed: label column "repaid" has a third class "late" in row 3, beside "yes" and "no"; the task is binary
        at bad.yaml:11:3
        Correct or filter those rows, or set task: multiclass.
    ",
      "out": "
    Skipped
      clean: the run stopped after ingest failed
      weigh: the run stopped after ingest failed
      train: the run stopped after ingest failed
      evaluate (1 gate verdict): the run stopped after ingest failed
      page: the run stopped after ingest failed
      text: the run stopped after ingest failed

    Failed
      ingest: label column "repaid" has a third class "late" in row 3, beside "yes" and "no"; the task is binary
        at bad.yaml:11:3

    Failed in <time>: 0 ran, 0 reused, 1 failed, 6 skipped.
    ",
    }
  `);
});

test("stops at the split that leaves a group without rows", async () => {
  const { run, write, edited } = projectForTest();
  const rows = Array.from(
    { length: 40 },
    (_, row) => `${String(20 + row)},${row === 0 ? "other" : "male"},${row % 2 ? "yes" : "no"}`,
  );
  write("rare.csv", `age,sex,repaid\n${rows.join("\n")}\n`);
  expect(await run("run", edited("bad.yaml", ["loans.csv", "rare.csv"]))).toMatchInlineSnapshot(`
    {
      "code": 1,
      "err": "  <time>  run <run> of loans: 7 instances
      <time>  > ingest started: it has not run before
      <time>  + ingest done in <time>
      <time>  > clean started: it has not run before
      <time>  x clean failed: group "other" of attribute "sex" has no rows in the split "validation" (1 in all); group "other" of attribute "sex" has no rows in the split "test" (1 in all)
        at bad.yaml:18:3
        Split by the attribute (by: [sensitive]), make the split larger, or filter or merge small groups before.
    ",
      "out": "
    Skipped
      weigh: the run stopped after clean failed
      train: the run stopped after clean failed
      evaluate (1 gate verdict): the run stopped after clean failed
      page: the run stopped after clean failed
      text: the run stopped after clean failed

    Failed
      clean: group "other" of attribute "sex" has no rows in the split "validation" (1 in all); group "other" of attribute "sex" has no rows in the split "test" (1 in all)
        at bad.yaml:18:3

    Failed in <time>: 1 ran, 0 reused, 1 failed, 5 skipped.
    ",
    }
  `);
});

test("stops where a file under the mirror has another checksum", async () => {
  const { folder, run, write } = projectForTest();
  mkdirSync(join(folder, "mirror", "german"), { recursive: true });
  write("mirror/german/german.data", "A11 6 A34\n");
  const pulled = await run("data", "pull", "german", "--mirror", "mirror");
  expect(pulled).toMatchInlineSnapshot(`
    {
      "code": 1,
      "err": "error: <here>/mirror/german/german.data has the sha256 <digest>, but <digest> is expected
      Replace the file in the mirror, or take it away to download the original.
    ",
      "out": "",
    }
  `);
  write(
    "german.yaml",
    "version: 1\nname: german\nstages:\n  ingest:\n    uses: ingest/dataset\n    with: { dataset: german }\n",
  );
  expect(await run("run", "german.yaml", "--mirror", "mirror")).toMatchInlineSnapshot(`
    {
      "code": 1,
      "err": "  <time>  run <run> of german: 1 instance
      <time>  > ingest started: it has not run before
      <time>  x ingest failed: <here>/mirror/german/german.data has the sha256 <digest>, but <digest> is expected
        at german.yaml:4:3
        Replace the file in the mirror, or take it away to download the original.
    ",
      "out": "
    Failed
      ingest: <here>/mirror/german/german.data has the sha256 <digest>, but <digest> is expected
        at german.yaml:4:3

    Failed in <time>: 0 ran, 0 reused, 1 failed.
    ",
    }
  `);
  expect(readdirSync(join(folder, "store", "actions"))).toEqual([]);
});
