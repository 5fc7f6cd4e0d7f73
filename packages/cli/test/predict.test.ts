import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { categoryColumn, makeTable, numberColumn, writeTable } from "@fairline/arrow";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeProject } from "./project.ts";

const project = makeProject();
const { folder, run, write } = project;
const read = (name: string): string => readFileSync(join(folder, name), "utf8");

const ROWS = [
  { id: "p1", age: 52, income: 40, job: "seller", sex: "female" },
  { id: "p,2", age: 26, income: null, job: "engineer", sex: "male" },
  { id: "p3", age: 40, income: 51, job: "clerk", sex: null },
];

beforeAll(async () => {
  project.edited("threshold.yaml", [
    "  evaluate:\n",
    "  threshold:\n    uses: postprocess/threshold\n    in: { data: clean, model: train }\n" +
      "    with: { constraint: demographic-parity, tolerance: 1 }\n\n  evaluate:\n",
  ]);
  write(
    "new.csv",
    `id,age,income,job,sex,more\n${ROWS.map(({ id, age, income, job, sex }) => `"${id}",${String(age)},${String(income ?? "NA")},${job},${sex ?? ""},x\n`).join("")}`,
  );
  write("new.ndjson", ROWS.map((row) => `${JSON.stringify(row)}\n`).join(""));
  await writeTable(
    join(folder, "new.arrow"),
    makeTable([
      { name: "id", column: categoryColumn(ROWS.map(({ id }) => id)) },
      { name: "age", column: numberColumn(ROWS.map(({ age }) => age)) },
      { name: "income", column: numberColumn(ROWS.map(({ income }) => income ?? Number.NaN)) },
      { name: "job", column: categoryColumn(ROWS.map(({ job }) => job)) },
      { name: "sex", column: categoryColumn(ROWS.map(({ sex }) => sex)) },
    ]),
  );
  const { code } = await run("run", "threshold.yaml", "threshold", "train");
  expect(code).toBe(0);
}, 120_000);

afterAll(() => {
  project.remove();
});

describe("fairline predict", () => {
  it("scores and decides the rows of a file, the same of every format", async () => {
    const found: string[] = [];
    for (const format of ["csv", "ndjson", "arrow"]) {
      const out = `scores-${format}.csv`;
      const ended = await run(
        "predict",
        "threshold.yaml",
        "train.model",
        `new.${format}`,
        "--out",
        out,
        "--keep",
        "id",
      );
      expect(ended.code).toBe(0);
      expect(ended.err).toBe(
        `warning: of 3 rows, some have values that the model's training rows did not have, which say nothing to it: "income" is missing in 1\n3 rows of new.${format} scored by train.model: ${out}\n`,
      );
      found.push(read(out));
    }
    expect(new Set(found).size).toBe(1);
    expect(found[0]!.replaceAll(/0\.\d+,(yes|no)/g, "<score>,<class>")).toMatchInlineSnapshot(`
      "row,id,score,prediction
      1,p1,<score>,<class>
      2,"p,2",<score>,<class>
      3,p3,<score>,<class>
      "
    `);
  }, 60_000);

  it("decides by group where the rule does, and refuses rows that the rule refuses", async () => {
    const refused = await run(
      "predict",
      "threshold.yaml",
      "threshold.model",
      "new.csv",
      "--out",
      "by-group.csv",
    );
    expect(refused.code).toBe(1);
    expect(refused.err).toMatchInlineSnapshot(`
      "warning: of 3 rows, some have values that the model's training rows did not have, which say nothing to it: "income" is missing in 1
      error: "sex" is missing in row 3, and the model decides by group
        Fill it in, leave the row out, or fit the rule with another value of missing.
      "
    `);
    expect(readdirSync(folder).filter((name) => name.includes("by-group"))).toEqual([]);
    write("whole.csv", read("new.csv").replace("clerk,,", "clerk,male,"));
    const { code } = await run(
      "predict",
      "threshold.yaml",
      "threshold.model",
      "whole.csv",
      "--out",
      "by-group.csv",
    );
    expect(code).toBe(0);
    expect(read("by-group.csv").split("\n")).toHaveLength(5);
  }, 60_000);

  it("refuses rows and files that do not fit, in words", async () => {
    const refused = async (name: string, text: string): Promise<string> => {
      write(name, text);
      const { code, err } = await run(
        "predict",
        "threshold.yaml",
        "train.model",
        name,
        "--out",
        "no.csv",
      );
      expect(code).toBeGreaterThan(0);
      expect(readdirSync(folder).filter((file) => file.includes("no.csv"))).toEqual([]);
      return err;
    };
    expect(await refused("a.csv", "age,income,job\n30,12,clerk\nforty,12,clerk\n"))
      .toMatchInlineSnapshot(`
      "error: "age" is "forty" in row 2 of a.csv, and the model takes numbers there
        Write it as a plain number, or leave it empty where it is missing.
      "
    `);
    expect(await refused("b.csv", "agee,income\n30,12\n")).toMatchInlineSnapshot(`
      "error: b.csv has no columns "age", "job"
        Did you mean "agee"? The columns are: agee, income.
      "
    `);
    expect(await refused("c.ndjson", '{"age": 30, "income": 1}\n')).toMatchInlineSnapshot(`
      "error: c.ndjson:1 has no "job"
        The members are: age, income. Write null for a missing value.
      "
    `);
    expect(await refused("d.parquet", "PAR1")).toMatchInlineSnapshot(`
      "error: d.parquet is Parquet, which Fairline does not read
        Write it as CSV or Arrow first: duckdb -c "copy (from 'd.parquet') to 'rows.csv'"
      "
    `);
    expect(await refused("e.xlsx", "")).toMatchInlineSnapshot(`
      "error: e.xlsx is of no format that predict reads
        Give a file that ends in .csv, .txt, .tsv, .ndjson, .jsonl, .arrow, .feather, .ipc.
      "
    `);
  }, 60_000);

  it("asks for a model, one file of rows, and another file to write", async () => {
    const said = async (...words: string[]): Promise<string> =>
      (await run("predict", ...words, "--out", "new.csv")).err;
    expect(await said("threshold.yaml", "clean.data", "new.csv")).toMatchInlineSnapshot(`
      "error: clean.data is a table, not a model
        Name the output of a stage that gives a model: train.model.
      "
    `);
    expect(await said("threshold.yaml", "train.model")).toMatchInlineSnapshot(`
      "error: no file of rows is named
        Name the model and then one file: fairline predict train.model rows.csv --out scores.csv
      "
    `);
    expect(await said("threshold.yaml", "train.model", "new.csv")).toMatchInlineSnapshot(`
      "error: --out is the file of the rows, new.csv
        Name another file.
      "
    `);
    expect(await said("threshold.yaml", "train.model", "gone.csv")).toMatchInlineSnapshot(`
      "error: there is no file gone.csv
        Check the path.
      "
    `);
  }, 60_000);
});

describe("fairline export", () => {
  it("writes one file, and says what it takes, gives and holds", async () => {
    const { code, out } = await run(
      "export",
      "threshold.yaml",
      "threshold.model",
      "--out",
      "model.onnx",
    );
    expect(code).toBe(0);
    expect(out.replaceAll(/0\.\d+,(yes|no)/g, "<score>,<class>")).toMatchInlineSnapshot(`
      "model.onnx
        takes age (float64), income (float64), job (string), sex (string)
        gives score (float64), decision (int64)
        score: the probability of "yes", from raw columns
        decision: 1 for "yes", by a threshold for each group of "sex" (female, male): the file takes that column
        decision is -1 for rows of any other group or none: the rule refuses them
      "
    `);
    expect(read("model.onnx").length).toBeGreaterThan(1000);
  }, 60_000);

  it("takes a model's folder in place of a pipeline", async () => {
    const { out } = await run("show", "threshold.yaml", "train.model", "--path");
    const path = out.trim().replace("<here>", folder);
    expect((await run("export", path, "--out", "again.onnx")).code).toBe(0);
    const scored = await run("predict", path, "new.csv", "--out", "again.csv");
    expect(scored.code).toBe(0);
    const extra = await run("export", path, "more", "--out", "again.onnx");
    expect(extra.err).toMatchInlineSnapshot(`
      "error: export takes one model, and nothing after it: more
        Name the file to write with --out.
      "
    `);
  }, 60_000);
});
