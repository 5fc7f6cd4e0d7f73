import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { failure, scratchDirectory } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { csvFields } from "../../src/file/csv-options.ts";
import { readCsvBatches, readJsonBatches } from "../../src/file/row-batches.ts";
import type { RowBatch } from "../../src/file/row-batches.ts";

const options = z.object(csvFields).parse({});

async function batches(
  read: typeof readCsvBatches,
  text: string,
  columns: readonly string[],
  rows = 2,
): Promise<RowBatch[]> {
  const path = join(scratchDirectory(), "rows");
  writeFileSync(path, text);
  const { signal } = new AbortController();
  const found: RowBatch[] = [];
  for await (const batch of read({ path, name: "rows" }, options, { columns, rows, signal })) {
    found.push(batch);
  }
  return found;
}

/** The words of a batch, column by column; null where missing. */
const words = ({ columns }: RowBatch): (string | null)[][] =>
  columns.map(({ words: { codes, values } }) => Array.from(codes, (code) => values[code] ?? null));

describe("readCsvBatches", () => {
  it("gives the wanted columns in their order, some rows at a time", async () => {
    const found = await batches(readCsvBatches, "a,b,c\n1,x,?\n2,y,u\n3,,v\n", ["c", "b"]);
    expect(found.map(({ firstRow, rows }) => [firstRow, rows])).toEqual([
      [0, 2],
      [2, 1],
    ]);
    expect(found.map(words)).toEqual([
      [
        [null, "u"],
        ["x", "y"],
      ],
      [["v"], [null]],
    ]);
  });

  it("gives nothing of a header without rows", async () => {
    expect(await batches(readCsvBatches, "a,b\n", ["a"])).toEqual([]);
  });

  it("refuses files that lack a column, have one twice, are empty, or are torn", async () => {
    const refused = (text: string): Promise<string> =>
      failure(() => batches(readCsvBatches, text, ["age", "sex"]));
    expect(await refused("agee,job\n1,x\n")).toMatchInlineSnapshot(`
      "COLUMN_MISSING: rows has no columns "age", "sex"
      Did you mean "agee"? The columns are: agee, job."
    `);
    expect(await refused("age,sex,sex\n1,F,F\n")).toMatchInlineSnapshot(`
      "COLUMN_DUPLICATE: rows has two columns "sex"
      Rename or remove one of them."
    `);
    expect(await refused("")).toMatchInlineSnapshot(`
      "FILE_INVALID: rows is empty
      Check that the file is the one you meant."
    `);
    expect(await refused("age,sex\n1,F\n2\n")).toMatchInlineSnapshot(`
      "FILE_INVALID: rows:3 has 1 field, but the first row has 2
      Put quotes around values that hold the delimiter, or set delimiter."
    `);
  });
});

describe("readJsonBatches", () => {
  it("gives the wanted members as JSON writes them, null as missing, and passes over empty lines", async () => {
    const text = '{"a": 1.5, "b": "x"}\n\n{"b": null, "a": true, "c": []}\r\n{"a": null, "b": "y"}';
    const found = await batches(readJsonBatches, text, ["a", "b"]);
    expect(found.map(words)).toEqual([
      [
        ["1.5", "true"],
        ["x", null],
      ],
      [[null], ["y"]],
    ]);
    expect(found[1]!.firstRow).toBe(2);
  });

  it("refuses lines that are no objects, lack a member or hold a nested one, with the line", async () => {
    const refused = (text: string): Promise<string> =>
      failure(() => batches(readJsonBatches, text, ["age"]));
    expect(await refused('{"age": 1}\n[2]\n')).toMatchInlineSnapshot(`
      "FILE_INVALID: rows:2 is no JSON object
      Write one object a line: {"age": 31, "sex": "F"}."
    `);
    expect(await refused('{"age": 1\n')).toMatchInlineSnapshot(`
      "FILE_INVALID: rows:1 is no JSON object
      Write one object a line: {"age": 31, "sex": "F"}."
    `);
    expect(await refused('{"age": 1}\n{"agee": 2}\n')).toMatchInlineSnapshot(`
      "COLUMN_MISSING: rows:2 has no "age"
      Did you mean "agee"? The members are: agee. Write null for a missing value."
    `);
    expect(await refused('{"age": {"years": 2}}\n')).toMatchInlineSnapshot(`
      "FILE_INVALID: "age" in rows:1 is a list or an object
      Give it a number, a text, true, false or null."
    `);
  });
});
