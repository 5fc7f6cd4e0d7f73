import {
  allRows,
  columnNames,
  columnType,
  columnsWithRole,
  tableMeta,
  takeRows,
  writeTable,
} from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import {
  failure as failureOf,
  lendingTable,
  runStage,
  scratchDirectory,
  stageContext,
} from "@fairline/testing";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tableStage } from "../src/index.ts";
import { failure, ingestText, problems } from "./ingest.ts";

const CSV = "id,sex,age,repaid\n1,f,30,yes\n2,m,41,no\n3,f,28,yes\n";
const roles = { id: "id", label: "repaid", sensitive: ["sex"] };

async function ingestArrow(
  table: Table,
  params: Readonly<Record<string, unknown>> = {},
): Promise<Table> {
  const source = join(scratchDirectory(), "loans.arrow");
  await writeTable(source, table);
  const context = stageContext({ files: { source } });
  const out = await runStage(tableStage, { params: { source: "loans.arrow", ...params }, context });
  return out["data"] as Table;
}

describe("ingest/table", () => {
  it("reads delimited text: types by its words, roles and task as they are given", async () => {
    const table = await ingestText(CSV, { roles, positive: "yes" });
    expect(columnNames(table)).toEqual(["id", "sex", "age", "repaid"]);
    expect(columnNames(table).map((name) => columnType(table, name))).toEqual([
      "integer",
      "category",
      "integer",
      "category",
    ]);
    expect(tableMeta(table)).toMatchObject({ task: "binary", positive: "yes" });
  });

  it("says which file it read, by its name and the SHA-256 of its bytes", async () => {
    // printf 'id,sex,age,repaid\n1,f,30,yes\n2,m,41,no\n3,f,28,yes\n' | sha256sum
    const { source } = tableMeta(await ingestText(CSV, { roles, positive: "yes" }));
    expect(source).toEqual({
      kind: "file",
      file: "decisions.csv",
      sha256: "70bc37b6741caf337b92e3e065a73c4238aa415f3724b22437f4c1a1bf89d3f4",
      rows: 3,
    });
  });

  it("gives the same table again", async () => {
    const read = (): Promise<Table> => ingestText(CSV, { roles, positive: "yes" });
    expect((await read()).toArray()).toEqual((await read()).toArray());
  });

  it("reads an Arrow file with the roles that it has, or with those that are given", async () => {
    const kept = await ingestArrow(lendingTable());
    expect(columnNames(kept)).toEqual(columnNames(lendingTable()));
    expect(columnsWithRole(kept, "sensitive")).toEqual(["sex", "race"]);
    expect(tableMeta(kept)).toMatchObject({ task: "binary", positive: "yes" });
    const given = await ingestArrow(lendingTable(), { roles, positive: "yes" });
    expect(columnsWithRole(given, "sensitive")).toEqual(["sex"]);
  });

  it("refuses an Arrow file without rows, and text without any", async () => {
    const none = takeRows(
      lendingTable(),
      allRows(lendingTable()).filter(() => false),
    );
    expect(await failureOf(() => ingestArrow(none))).toMatchInlineSnapshot(`
      "ROWS_EMPTY: loans.arrow has no rows
      Check that the file is the one you meant."
    `);
    expect(await failure(ingestText("id,sex\n"))).toMatchInlineSnapshot(`
      "ROWS_EMPTY: decisions.csv has a header and no rows
      If its first line holds values, give the column names under columns."
    `);
  });

  it("refuses an address, with what takes one", () => {
    expect(problems(tableStage, { source: "https://example.org/x.csv" })).toEqual([
      "source: https://example.org/x.csv is an address, and source takes the path of a file",
    ]);
  });

  it("takes a given positive class for a task of two classes, also where one class occurs", async () => {
    const table = await ingestText("label,x\n1,2\n1,3\n", {
      roles: { label: "label" },
      positive: "1",
    });
    expect(tableMeta(table)).toMatchObject({ task: "binary", positive: "1" });
  });

  it("refuses what is for text where the file is an Arrow file", () => {
    expect(
      problems(tableStage, { source: "a.arrow", types: { age: "text" }, comment: "#" }),
    ).toEqual([
      "comment: comment is for delimited text; a.arrow is an Arrow file",
      "types: types is for text files; a.arrow is an Arrow file",
    ]);
  });

  it("reads the file that its parameter names, and no other", () => {
    const params = tableStage.params.parse({ source: "a.csv" });
    expect(tableStage.externals?.(params, (path) => `/data/${path}`)).toEqual([
      { type: "file", name: "source", path: "/data/a.csv", param: ["source"] },
    ]);
  });
});
