import { readFileSync } from "node:fs";
import {
  columnNames,
  columnRoles,
  makeTable,
  numberColumn,
  tableMeta,
  withTensors,
  writeTable,
} from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { runStage, scratchDirectory, stageContext } from "@fairline/testing";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tableStage } from "../../src/index.ts";
import { failure, ingestText, problems, textFile } from "../ingest.ts";

const DECISIONS = `id,sex,age_band,income,repaid,approved,score
1,f,young,10,1,1,0.9
2,m,old,20,0,1,0.6
3,f,old,30,1,0,0.2
`;

function rolesOf(table: Table): Record<string, string> {
  return Object.fromEntries(
    columnNames(table).map((name) => [name, columnRoles(table, name).join("+")]),
  );
}

describe("roles", () => {
  it("go to the columns named, and the rest become features", async () => {
    const table = await ingestText(DECISIONS, {
      roles: {
        id: "id",
        label: "repaid",
        prediction: "approved",
        score: "score",
        sensitive: ["sex", "age_band"],
      },
    });
    expect(rolesOf(table)).toEqual({
      id: "id",
      sex: "sensitive",
      age_band: "sensitive",
      income: "feature",
      repaid: "label",
      approved: "prediction",
      score: "score",
    });
  });

  it("make attributes features only where they are listed or asked for", async () => {
    const listed = { label: "repaid", sensitive: ["sex", "age_band"], feature: ["income", "sex"] };
    expect(rolesOf(await ingestText(DECISIONS, { roles: listed }))).toMatchObject({
      sex: "feature+sensitive",
      age_band: "sensitive",
      approved: "",
    });
    const asked = { roles: { label: "repaid", sensitive: "sex" }, "sensitive-as-features": true };
    expect(rolesOf(await ingestText(DECISIONS, asked))).toMatchObject({ sex: "feature+sensitive" });
  });

  it("leave free text out of the rest, and say so", async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `${String(i % 2)},note ${String(i)}`);
    const text = `y,note\n${rows.join("\n")}\n`;
    const context = stageContext({ files: { source: textFile(text) } });
    const table = await ingestText(text, { roles: { label: "y" } }, context);
    expect(rolesOf(table)).toEqual({ y: "label", note: "" });
    expect(context.logged).toEqual([
      { level: "info", message: "free text is no feature unless roles.feature lists it: note" },
    ]);
    const wanted = await ingestText(text, { roles: { label: "y", feature: ["note"] } });
    expect(rolesOf(wanted)).toEqual({ y: "label", note: "feature" });
  });

  it("keep ignored columns out of the rest", async () => {
    const table = await ingestText(DECISIONS, { roles: { label: "repaid", ignored: "income" } });
    expect(rolesOf(table)).toMatchObject({ income: "ignored" });
  });

  it("name a column that the file does not have", async () => {
    expect(await failure(ingestText(DECISIONS, { roles: { label: "repayed" } })))
      .toMatchInlineSnapshot(`
      "COLUMN_MISSING: the role label is for column "repayed", which decisions.csv does not have
      Did you mean "repaid"? The columns are: id, sex, age_band, income, repaid, approved, score."
    `);
    expect(
      await failure(ingestText(DECISIONS, { roles: { label: "repaid", sensitive: ["race"] } })),
    ).toMatchInlineSnapshot(`
      "COLUMN_MISSING: the role sensitive is for column "race", which decisions.csv does not have
      The columns are: id, sex, age_band, income, repaid, approved, score."
    `);
  });

  it("are misspelt", () => {
    expect(problems(tableStage, { source: "a.csv", roles: { sensitve: ["sex"], labels: "y" } }))
      .toMatchInlineSnapshot(`
      [
        "roles: unknown role "sensitve". Did you mean "sensitive"? The roles are: label, prediction, score, weight, id, split, sensitive, ignored, feature. unknown role "labels". Did you mean "label"? The roles are: label, prediction, score, weight, id, split, sensitive, ignored, feature.",
      ]
    `);
  });

  it("contradict each other", () => {
    const roles = {
      label: "y",
      score: "y",
      sensitive: ["sex"],
      ignored: ["sex"],
      feature: ["y", "sex"],
    };
    expect(problems(tableStage, { source: "a.csv", roles })).toMatchInlineSnapshot(`
      [
        "roles.score: column "y" cannot have the roles label and score",
        "roles.sensitive: column "sex" cannot have the roles ignored and sensitive",
        "roles.feature: column "y" cannot have the roles label and feature",
        "roles.feature: column "sex" cannot have the roles ignored and feature",
      ]
    `);
  });

  it("have the wrong form", () => {
    expect(problems(tableStage, { source: "a.csv", roles: { sensitive: 3, feature: "all" } }))
      .toMatchInlineSnapshot(`
        [
          "roles.sensitive: expected a column or a list of columns",
          "roles.feature: expected rest or a list of columns",
        ]
      `);
  });
});

describe("values that break the promise of a role", () => {
  const binary = "y,p,s,w,part\n1,1,0.5,1,train\n0,0,1,0,test\n";

  it("are fine where they keep it", async () => {
    const roles = { label: "y", prediction: "p", score: "s", weight: "w", split: "part" };
    const table = await ingestText(binary, { roles });
    expect(rolesOf(table)).toEqual({
      y: "label",
      p: "prediction",
      s: "score",
      w: "weight",
      part: "split",
    });
  });

  it("are scores outside [0, 1]", async () => {
    const text = binary.replace("0,0,1,0", "0,0,1.7,0");
    expect(await failure(ingestText(text, { roles: { label: "y", score: "s" } })))
      .toMatchInlineSnapshot(`
      "VALUE_INVALID: score column "s" has 1.7 in row 2; a score lies in [0, 1]
      Scale the scores to probabilities, or give the column another role."
    `);
    const words = binary.replace("0,0,1,0", "0,0,high,0");
    expect(await failure(ingestText(words, { roles: { label: "y", score: "s" } }))).toMatch(
      /^COLUMN_TYPE/,
    );
  });

  it("are negative or missing weights", async () => {
    const roles = { label: "y", weight: "w" };
    const negative = binary.replace("1,0,test", "1,-2,test");
    expect(await failure(ingestText(negative, { roles }))).toMatchInlineSnapshot(`
      "VALUE_INVALID: weight column "w" has -2 in row 2; a weight is a finite number of at least 0
      Correct the row, or give the column another role."
    `);
    const missing = binary.replace("1,0,test", "1,,test");
    expect(await failure(ingestText(missing, { roles }))).toMatchInlineSnapshot(`
      "VALUE_MISSING: weight column "w" is null in row 2; a weight is a finite number of at least 0
      Correct the row, or give the column another role."
    `);
  });

  it("are splits of other names", async () => {
    const roles = { label: "y", split: "part" };
    expect(await failure(ingestText(binary.replace("test", "testing"), { roles })))
      .toMatchInlineSnapshot(`
        "VALUE_INVALID: split column "part" has "testing" in row 2
        The splits are: train, validation, test. Rename values in a clean stage: map-values, then split: { column: part }."
      `);
    expect(await failure(ingestText(binary.replace("test", ""), { roles }))).toMatchInlineSnapshot(`
      "VALUE_MISSING: split column "part" is null in row 2
      The splits are: train, validation, test. Rename values in a clean stage: map-values, then split: { column: part }."
    `);
  });

  it("are predictions of a class that the label does not have", async () => {
    const text = "y,p\nyes,yes\nno,maybe\n";
    expect(await failure(ingestText(text, { roles: { label: "y", prediction: "p" } })))
      .toMatchInlineSnapshot(`
        "VALUE_INVALID: prediction column "p" has a third class "maybe" in row 2, beside "yes" and "no"; the task is binary
        Correct or filter those rows, or set task: multiclass."
      `);
  });
});

describe("the task", () => {
  it("is binary where exactly two classes occur, and 1, true or yes is positive", async () => {
    for (const [negative, positive] of [
      ["0", "1"],
      ["No", "Yes"],
      ["false", "true"],
    ]) {
      const table = await ingestText(`y,x\n${negative!},1\n${positive!},2\n,3\n`, {
        roles: { label: "y" },
      });
      expect(tableMeta(table)).toMatchObject({ task: "binary", positive });
    }
  });

  it("takes the positive class that it is given, also as a number", async () => {
    const table = await ingestText("y\n1\n2\n", { roles: { label: "y" }, positive: 2 });
    expect(tableMeta(table)).toMatchObject({ task: "binary", positive: "2" });
  });

  it("is told by the prediction where there is no label", async () => {
    const table = await ingestText("approved\nyes\nno\n", { roles: { prediction: "approved" } });
    expect(tableMeta(table)).toMatchObject({ task: "binary", positive: "yes" });
  });

  it("is none where there is neither", async () => {
    expect(tableMeta(await ingestText("x\n1\n2\n")).task).toBeUndefined();
  });

  it("may be multiclass or regression", async () => {
    const multiclass = await ingestText("y\na\nb\nc\n", {
      roles: { label: "y" },
      task: "multiclass",
    });
    expect(tableMeta(multiclass)).toMatchObject({ task: "multiclass" });
    const regression = await ingestText("y\n1.5\n2\n3\n", {
      roles: { label: "y" },
      task: "regression",
    });
    expect(tableMeta(regression)).toMatchObject({ task: "regression" });
  });

  it("is binary, and a third class occurs", async () => {
    const text = "repaid\nyes\nno\nyes\nunknown\n";
    expect(await failure(ingestText(text, { roles: { label: "repaid" }, task: "binary" })))
      .toMatchInlineSnapshot(`
      "VALUE_INVALID: label column "repaid" has a third class "unknown" in row 4, beside "yes" and "no"; the task is binary
      Correct or filter those rows, or set task: multiclass."
    `);
  });

  it("cannot be told from the values", async () => {
    const roles = { label: "y" };
    expect(await failure(ingestText("y\na\nb\nc\n", { roles }))).toMatchInlineSnapshot(`
      "PARAM_INVALID: the task is not set, and label column "y" has 3 distinct values, the third being "c" in row 3
      Set task: binary, multiclass or regression."
    `);
    expect(await failure(ingestText("y\na\na\n", { roles }))).toMatchInlineSnapshot(`
      "PARAM_INVALID: the task is not set, and label column "y" has 1 distinct value
      Set task: binary, multiclass or regression."
    `);
  });

  it("needs a positive class that nobody gave", async () => {
    const text = "income\n>50K\n<=50K\n";
    expect(await failure(ingestText(text, { roles: { label: "income" } }))).toMatchInlineSnapshot(`
      "PARAM_INVALID: label column "income" has the values ">50K" and "<=50K", and which one is the positive class cannot be told
      Set positive: ">50K" or "<=50K"."
    `);
  });

  it("has a positive class that never occurs", async () => {
    const text = "income\n>50K\n<=50K\n";
    expect(await failure(ingestText(text, { roles: { label: "income" }, positive: ">=50K" })))
      .toMatchInlineSnapshot(`
        "VALUE_INVALID: label column "income" is never ">=50K", the positive class
        Set positive to one of its classes at ingest. Did you mean ">50K"? The classes are: >50K, <=50K."
      `);
  });

  it("allows one class alone where the positive one is given", async () => {
    const table = await ingestText("y\nno\nno\n", {
      roles: { label: "y" },
      task: "binary",
      positive: "yes",
    });
    expect(tableMeta(table)).toMatchObject({ task: "binary", positive: "yes" });
  });

  it("does not go with what else is said", async () => {
    const roles = { label: "y" };
    expect(await failure(ingestText("y\n1\n2\n", { roles, task: "multiclass", positive: 1 })))
      .toMatchInlineSnapshot(`
      "PARAM_INVALID: positive is set, but the task is multiclass
      Leave positive out, or set task: binary."
    `);
    expect(await failure(ingestText("y\na\nb\n", { roles, task: "regression" })))
      .toMatchInlineSnapshot(`
      "COLUMN_TYPE: label column "y" holds words, but the task is regression
      Name a numeric column, or set task: multiclass."
    `);
    expect(await failure(ingestText("y\n1\n2\n", { positive: 1 }))).toMatchInlineSnapshot(`
      "PARAM_INVALID: positive is set, but no column has the role label or prediction
      Name the column under roles, or leave it out."
    `);
    expect(await failure(ingestText("y\n1\n2\n", { task: "binary" }))).toMatchInlineSnapshot(`
      "PARAM_INVALID: task is set, but no column has the role label or prediction
      Name the column under roles, or leave it out."
    `);
    expect(await failure(ingestText("y,x\n,1\n,2\n", { roles, task: "binary" })))
      .toMatchInlineSnapshot(`
        "PARAM_INVALID: label column "y" has no values, so the positive class cannot be told
        Set positive, or take the role from the column."
      `);
  });
});

describe("types", () => {
  it("override what the words look like", async () => {
    const table = await ingestText("zip,n\n10115,1\n20095,2\n", {
      types: { zip: "category", n: "number" },
    });
    expect(table.schema.fields.map(({ type }) => String(type))).toEqual([
      "Dictionary<Int32, Utf8>",
      "Float64",
    ]);
  });

  it("name a column that the file does not have", async () => {
    expect(await failure(ingestText("zip\n1\n", { types: { zap: "category" } })))
      .toMatchInlineSnapshot(`
      "COLUMN_MISSING: types names the column "zap", which decisions.csv does not have
      Did you mean "zip"? The columns are: zip."
    `);
  });
});

describe("ingest/table on an Arrow file", () => {
  async function arrowFile(table: Table): Promise<string> {
    const path = join(scratchDirectory(), "data.arrow");
    await writeTable(path, table);
    return path;
  }

  async function ingest(
    table: Table,
    params: Readonly<Record<string, unknown>> = {},
  ): Promise<Table> {
    const context = stageContext({ files: { source: await arrowFile(table) } });
    const out = await runStage(tableStage, { params: { source: "x.arrow", ...params }, context });
    return out["data"] as Table;
  }

  const y = { name: "y", column: numberColumn([0, 1], { integer: true }) };
  const x = { name: "x", column: numberColumn([0.5, 2]) };

  it("keeps roles, task and positive class that the file has", async () => {
    const roled = makeTable(
      [
        { ...y, roles: ["label"] },
        { ...x, roles: ["feature"] },
      ],
      { task: "binary", positive: "0" },
    );
    const table = await ingest(roled);
    expect(rolesOf(table)).toEqual({ y: "label", x: "feature" });
    expect(tableMeta(table)).toMatchObject({
      task: "binary",
      positive: "0",
      source: { kind: "file", file: "x.arrow", rows: 2 },
    });
  });

  it("takes the roles that it is given instead", async () => {
    const roled = makeTable([
      { ...y, roles: ["label"] },
      { ...x, roles: ["ignored"] },
    ]);
    expect(rolesOf(await ingest(roled, { roles: { label: "y" } }))).toEqual({
      y: "label",
      x: "feature",
    });
  });

  it("leaves dates and nested values out of the rest, and says so", async () => {
    const images = { values: new Float32Array(4), shape: [2] };
    const table = withTensors(makeTable([y, x]), "image", images);
    const context = stageContext({ files: { source: await arrowFile(table) } });
    const params = { source: "x.arrow", roles: { label: "y" } };
    const out = await runStage(tableStage, { params, context });
    expect(rolesOf(out["data"] as Table)).toEqual({ y: "label", x: "feature", image: "" });
    expect(context.logged).toEqual([
      {
        level: "info",
        message: "dates and nested values are no features unless roles.feature lists them: image",
      },
    ]);
    expect(rolesOf(await ingest(table, { roles: { label: "y", feature: ["image"] } }))).toEqual({
      y: "label",
      x: "",
      image: "feature",
    });
  });

  it("refuses a file without rows", async () => {
    const none = makeTable([{ name: "y", column: numberColumn([], { integer: true }) }]);
    expect(await failure(ingest(none, { roles: { label: "y" } }))).toBe(
      "ROWS_EMPTY: x.arrow has no rows\nCheck that the file is the one you meant.",
    );
  });

  it("refuses parameters of text files", () => {
    expect(
      problems(tableStage, {
        source: "a.arrow",
        columns: ["a"],
        comment: "#",
        types: { a: "text" },
      }),
    ).toMatchInlineSnapshot(`
      [
        "columns: columns is for delimited text; a.arrow is an Arrow file",
        "comment: comment is for delimited text; a.arrow is an Arrow file",
        "types: types is for text files; a.arrow is an Arrow file",
      ]
    `);
  });
});

describe("ingest/table", () => {
  it("declares its file, with the parameter that names it", async () => {
    const given = tableStage.params.parse({ source: "data/a.csv" });
    expect(await tableStage.externals?.(given, (path) => `/here/${path}`)).toEqual([
      { type: "file", name: "source", path: "/here/data/a.csv", param: ["source"] },
    ]);
  });

  it("refuses a parameter that it does not know", () => {
    expect(problems(tableStage, { source: "a.csv", delimeter: ";" })).toEqual([
      ': Unrecognized key: "delimeter"',
    ]);
  });

  it("gives the same bytes each time", async () => {
    const write = async (): Promise<Buffer> => {
      const path = join(scratchDirectory(), "out.arrow");
      await writeTable(
        path,
        await ingestText(DECISIONS, { roles: { label: "repaid", sensitive: "sex" } }),
      );
      return readFileSync(path);
    };
    expect((await write()).equals(await write())).toBe(true);
  });
});
