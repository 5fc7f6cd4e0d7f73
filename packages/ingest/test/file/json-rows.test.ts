import { categories, columnNames, columnType, numbers, tableMeta, texts } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { runStage, stageContext } from "@fairline/testing";
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { tableStage } from "../../src/index.ts";
import { failure, ingestText, problems, textFile } from "../ingest.ts";

const ROWS = [
  { id: 0, sex: "f", age: 54, repaid: true },
  { id: 1, sex: "m", age: null, repaid: false },
  { id: 2, sex: "f", repaid: true, note: "late" },
];
const LINES = `${ROWS.map((row) => JSON.stringify(row)).join("\n")}\n`;

async function ingestJson(
  text: string,
  params: Readonly<Record<string, unknown>> = {},
  source = "rows.jsonl",
): Promise<Table> {
  const context = stageContext({ files: { source: textFile(text) } });
  const out = await runStage(tableStage, { params: { source, ...params }, context });
  return out["data"] as Table;
}

describe("a file of JSON objects", () => {
  it.each([
    ["one a line", LINES],
    ["with empty lines and Windows ends", LINES.replaceAll("\n", "\r\n\r\n")],
    ["in a list", JSON.stringify(ROWS)],
    ["in a list over many lines", `\n${JSON.stringify(ROWS, null, 2)}`],
  ])("%s has a column for every member, empty where an object lacks it", async (_what, text) => {
    const table = await ingestJson(text);
    expect(columnNames(table)).toEqual(["id", "sex", "age", "repaid", "note"]);
    expect([...numbers(table, "age").values]).toEqual([54, NaN, NaN]);
    expect(texts(table, "note").values).toEqual([null, null, "late"]);
    expect(categories(table, "repaid").values).toEqual(["true", "false"]);
  });

  it("gives the table that the same rows give as text", async () => {
    const table = await ingestJson('{"a": "x", "b": 1.5}\n{"a": "NA", "b": -2e3}\n');
    const same = await ingestText("a,b\nx,1.5\nNA,-2e3\n");
    for (const each of [table, same]) {
      expect(columnType(each, "b")).toBe("number");
      expect([...numbers(each, "b").values]).toEqual([1.5, -2000]);
      expect(texts(each, "a").values).toEqual(["x", null]);
    }
  });

  it("says which file it read", async () => {
    const { source } = tableMeta(await ingestJson(LINES));
    const sha256 = createHash("sha256").update(LINES).digest("hex");
    expect(source).toEqual({ kind: "file", file: "rows.jsonl", sha256, rows: 3 });
  });

  it.each([
    ['{"a": 1}\n{"a": 1\n', "rows.jsonl:2 is no JSON object"],
    ['{"a": 1}\n\n7\n', "rows.jsonl:3 is no JSON object"],
    ['[{"a": 1}, 7]', "object 2 of rows.jsonl is no JSON object"],
    ['[{"a": 1}', "rows.jsonl is no list of JSON objects: "],
    ['{"a": {"b": 1}}\n', '"a" in rows.jsonl:1 is a list or an object'],
    ['{"id": 9007199254740993}\n', '"id" in rows.jsonl:1 is a whole number beyond 2^53'],
    ["", "rows.jsonl has no objects"],
    ["[]", "rows.jsonl has no objects"],
  ])("%j is refused", async (text, message) => {
    expect(await failure(ingestJson(text))).toContain(message);
  });

  it("keeps a number beyond 2^53 that is written as a text", async () => {
    const table = await ingestJson('{"id": "9007199254740993"}\n');
    expect(texts(table, "id").values).toEqual(["9007199254740993"]);
  });

  it("refuses what is for delimited text", () => {
    expect(problems(tableStage, { source: "a.jsonl", delimiter: ";", columns: ["a"] })).toEqual([
      "columns: columns is for delimited text; a.jsonl is a JSON file",
      "delimiter: delimiter is for delimited text; a.jsonl is a JSON file",
    ]);
  });
});
