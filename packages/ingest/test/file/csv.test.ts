import { categories, columnNames, columnType, numbers, tableMeta, texts } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { scratchDirectory, stageContext } from "@fairline/testing";
import { tableStage } from "../../src/index.ts";
import { failure, ingestText, problems, textFile } from "../ingest.ts";

function words(table: Table, name: string): readonly (string | null)[] {
  return texts(table, name).values;
}

describe("delimited text", () => {
  it("reads quoted fields with delimiters, quotes and line breaks in them", async () => {
    const table = await ingestText('name,note\nA,"one, ""two""\nthree"\nB,x\n');
    expect(words(table, "note")).toEqual(['one, "two"\nthree', "x"]);
  });

  it("reads other delimiters, Windows line ends and a last line without one", async () => {
    const table = await ingestText("a;b\r\n1;x\r\n2;y", { delimiter: ";" });
    expect([...numbers(table, "a").values]).toEqual([1, 2]);
    expect(words(table, "b")).toEqual(["x", "y"]);
  });

  it("reads line ends of every system, also where one file mixes them", async () => {
    const lineEnd = fc.constantFrom("\r\n", "\n", "\r");
    await fc.assert(
      fc.asyncProperty(fc.array(lineEnd, { minLength: 4, maxLength: 4 }), async (ends) => {
        const lines = ["a,b", '1,"x"', "2,y", "3,z\u00a0"];
        const table = await ingestText(lines.map((line, i) => line + ends[i]!).join(""));
        expect([...numbers(table, "a").values]).toEqual([1, 2, 3]);
        expect(words(table, "b")).toEqual(["x", "y", "z\u00a0"]);
      }),
      { numRuns: 40 },
    );
  });

  it("counts lines the same whatever their ends", async () => {
    for (const end of ["\r\n", "\n", "\r"]) {
      const text = ["a,b", "1,x", "", "2,y", "3"].join(end);
      expect(await failure(ingestText(text))).toContain(":5 has 1 field,");
    }
  });

  it("skips empty lines, and comment lines where told", async () => {
    const table = await ingestText("# made by hand\na,b\n\n1,x # not a comment\n# end\n", {
      comment: "#",
    });
    expect(words(table, "b")).toEqual(["x # not a comment"]);
  });

  it("keeps blanks unless told to trim them", async () => {
    const text = "a,b\n 1 , x\n";
    expect(words(await ingestText(text), "b")).toEqual([" x"]);
    const trimmed = await ingestText(text, { trim: true });
    expect(words(trimmed, "b")).toEqual(["x"]);
    expect(columnType(trimmed, "a")).toBe("integer");
  });

  it("reads the usual words for a missing value as missing, or those given", async () => {
    const text = "a,b\n1,?\n,NA\n3,x\n-,\n";
    const usual = await ingestText(text.replace("-", "NaN"));
    expect([...numbers(usual, "a").values]).toEqual([1, Number.NaN, 3, Number.NaN]);
    expect(words(usual, "b")).toEqual([null, null, "x", null]);
    const given = await ingestText(text, { "null-values": ["-", ""] });
    expect([...numbers(given, "a").values]).toEqual([1, Number.NaN, 3, Number.NaN]);
    expect(words(given, "b")).toEqual(["?", "NA", "x", null]);
  });

  it("reads the words that pandas, spreadsheets and databases write for a missing value", async () => {
    const marks = ["None", "<NA>", "n/a", "#N/A", "NULL", "nan", "null", "N/A"];
    const table = await ingestText(
      ["a,b", ...marks.map((mark) => `${mark},x`), "1,none"].join("\n"),
    );
    expect([...numbers(table, "a").values]).toEqual([...marks.map(() => Number.NaN), 1]);
    expect(words(table, "b").at(-1)).toBe("none");
  });

  it("takes column names from the parameters where the file has no header", async () => {
    const table = await ingestText("1,x\n2,y\n", { columns: ["n", "word"] });
    expect(columnNames(table)).toEqual(["n", "word"]);
    expect(table.numRows).toBe(2);
  });

  it("skips a byte order mark, and reads the encodings that it is told", async () => {
    const bom = await ingestText(Buffer.from("\uFEFFa,b\n1,ä\n"));
    expect(columnNames(bom)).toEqual(["a", "b"]);
    const latin = await ingestText(Buffer.from("a,b\n1,\xE4\n", "latin1"), {
      encoding: "windows-1252",
    });
    expect(words(latin, "b")).toEqual(["ä"]);
    const wide = await ingestText(Buffer.from("a,b\n1,ä\n", "utf16le"), { encoding: "utf-16le" });
    expect(words(wide, "b")).toEqual(["ä"]);
  });

  it("gives back any words that were written with quotes", async () => {
    const field = fc.string({
      minLength: 1,
      unit: fc.constantFrom("a", '"', ",", "\n", " ", "é", "😀"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(field, { minLength: 1, maxLength: 20 }), async (fields) => {
        const quoted = fields.map((text) => `x,"${text.replaceAll('"', '""')}"`).join("\n");
        const table = await ingestText(`id,word\n${quoted}\n`, { types: { word: "text" } });
        expect(words(table, "word")).toEqual(fields);
      }),
      { numRuns: 30 },
    );
  });

  it("reads a character that lies across two chunks of the file", async () => {
    // Chunks are 64 KiB: with an odd start, a row of two-byte characters meets the border in the middle of one.
    const rows = Array.from({ length: 5000 }, (_, i) => `${String(i)},${"é".repeat(20)}`);
    const table = await ingestText(`id,word\n${rows.join("\n")}\n`);
    expect(categories(table, "word").values).toEqual(["é".repeat(20)]);
    expect(table.numRows).toBe(5000);
  });

  it("tells the sha256 of the file and how far it is", async () => {
    const text = "a,b\n1,x\n";
    const context = stageContext({ files: { source: textFile(text) } });
    const table = await ingestText(text, {}, context);
    expect(tableMeta(table).source).toEqual({
      kind: "file",
      file: "decisions.csv",
      sha256: createHash("sha256").update(text).digest("hex"),
      rows: 1,
    });
    expect(context.progressed.at(-1)).toEqual({ done: 8, total: 8, note: "decisions.csv" });
  });

  it("stops where the run is cancelled", async () => {
    const context = stageContext({
      files: { source: textFile("a,b\n1,x\n") },
      signal: AbortSignal.abort(new Error("cancelled")),
    });
    await expect(ingestText("", {}, context)).rejects.toThrow();
  });
});

describe("columns of one name", () => {
  it("are numbered, and said", async () => {
    const text = "age,sex,age,age (2),age\n1,f,2,3,4\n";
    const context = stageContext({ files: { source: textFile(text) } });
    const table = await ingestText(text, { roles: { sensitive: ["sex"] } }, context);
    expect(columnNames(table)).toEqual(["age", "sex", "age (3)", "age (2)", "age (4)"]);
    expect([...numbers(table, "age (4)").values]).toEqual([4]);
    expect(context.logged.map(({ message }) => message)).toEqual([
      'decisions.csv has two columns "age", column 1 and column 3: the latter is called "age (3)" here',
      'decisions.csv has two columns "age", column 1 and column 5: the latter is called "age (4)" here',
    ]);
  });
});

describe("an encoding", () => {
  it.each(["latin-1", "ISO-8859-1", "latin1", "cp1252", "windows-1252"])(
    "goes by its usual names: %s",
    async (encoding) => {
      const table = await ingestText(Buffer.from("a,b\ncaf\u00e9,1\n", "latin1"), { encoding });
      expect(words(table, "a")).toEqual(["caf\u00e9"]);
    },
  );

  it("may be one of Chinese", async () => {
    const bytes = Buffer.concat([
      Buffer.from("a,b\n"),
      Buffer.from([0xd6, 0xd0]),
      Buffer.from(",1\n"),
    ]);
    expect(words(await ingestText(bytes, { encoding: "gb18030" }), "a")).toEqual(["\u4e2d"]);
  });

  it("that nobody knows is refused with those that there are", () => {
    expect(problems(tableStage, { source: "a.csv", encoding: "klingon" })).toEqual([
      'encoding: there is no encoding "klingon"; there are utf-8, utf-16le, latin-1, windows-1252, gb18030, shift_jis and others of the WHATWG Encoding Standard',
    ]);
  });
});

describe("words for a missing value", () => {
  const text = "a,b\n-99,x\nNA,y\n5,-99\n";

  it("may be added to the usual ones", async () => {
    const table = await ingestText(text, { "null-values": { add: ["-99"] } });
    expect([...numbers(table, "a").values]).toEqual([NaN, NaN, 5]);
    expect(words(table, "b")).toEqual(["x", "y", null]);
  });

  it("take the place of the usual ones where they are a list", async () => {
    expect(words(await ingestText(text, { "null-values": ["-99"] }), "a")).toEqual([
      null,
      "NA",
      "5",
    ]);
  });
});

describe("a file that cannot be read", () => {
  it("is not there", async () => {
    const context = stageContext({ files: { source: "/nowhere/data.csv" } });
    expect(await failure(ingestText("", {}, context))).toMatchInlineSnapshot(`
      "FILE_MISSING: cannot read decisions.csv
      Check the path; it is relative to the pipeline file."
    `);
  });

  it("is empty", async () => {
    expect(await failure(ingestText(""))).toMatchInlineSnapshot(`
      "FILE_INVALID: decisions.csv is empty
      Check that the file is the one you meant."
    `);
    expect(await failure(ingestText("\n\n"))).toMatch(/^FILE_INVALID: decisions\.csv is empty/);
  });

  it("has a header and no rows", async () => {
    expect(await failure(ingestText("a,b\n"))).toMatchInlineSnapshot(`
      "ROWS_EMPTY: decisions.csv has a header and no rows
      If its first line holds values, give the column names under columns."
    `);
  });

  it("has something wrong after values of several lines, which are counted as an editor does", async () => {
    for (const newline of ["\n", "\r\n", "\r"]) {
      const lines = ["a,b", '"x', 'y","', '"', "1,2"];
      const wrong = [...lines, "3", "4,5"].join(newline);
      expect(await failure(ingestText(wrong))).toContain("decisions.csv:6 has 1 field");
      const split = [...lines, '"4', '",5,6', ""].join(newline);
      expect(await failure(ingestText(split))).toContain("decisions.csv:7 has 3 fields");
      const quote = [...lines, '"4"4,5', ""].join(newline);
      expect(await failure(ingestText(quote))).toContain("decisions.csv:6 has text after");
    }
  });

  it("has a row with too few or too many fields", async () => {
    expect(await failure(ingestText("a,b\n1,2\n\n3\n"))).toMatchInlineSnapshot(`
      "FILE_INVALID: decisions.csv:4 has 1 field, but the first row has 2
      Put quotes around values that hold the delimiter, or set delimiter."
    `);
    expect(await failure(ingestText("a,b\n1,2\n3,4,5\n"))).toMatchInlineSnapshot(`
      "FILE_INVALID: decisions.csv:3 has 3 fields, but the first row has 2
      Put quotes around values that hold the delimiter, or set delimiter."
    `);
  });

  it("has another number of fields than the names given", async () => {
    expect(await failure(ingestText("1,2\n", { columns: ["a"] }))).toMatchInlineSnapshot(`
      "FILE_INVALID: the first row of decisions.csv has 2 fields, but columns names 1
      Name every field of a row, in order, or check the delimiter."
    `);
  });

  it.each([
    ["a role", { roles: { sensitive: ["age"] } }],
    ["a list of features", { roles: { feature: ["sex", "age"] } }],
    ["a type", { types: { age: "integer" } }],
  ])("has a column name twice that is named by %s", async (_what, params) => {
    expect(await failure(ingestText("age,sex,age\n1,f,2\n", params))).toBe(
      'COLUMN_DUPLICATE: decisions.csv has two columns "age", column 1 and column 3\nRename or remove one of them: which one roles or types mean cannot be told.',
    );
  });

  it("has a column without a name", async () => {
    expect(await failure(ingestText(",age\n1,2\n"))).toMatchInlineSnapshot(`
      "FILE_INVALID: column 1 of decisions.csv has no name in the header
      Give it one, or save the file without row numbers (pandas: index=False; R: row.names=FALSE)."
    `);
  });

  it.each([
    ["PAR1", "a Parquet file"],
    ["PK\u0003\u0004", "a ZIP archive or a spreadsheet"],
    ["\u001f\u008b", "compressed by gzip"],
    ["ARROW1", "an Arrow file"],
  ])("is none, beginning with %j", async (start, kind) => {
    const bytes = Buffer.from(`${start}\u0000\u0000a,b\n1,2\n`, "latin1");
    expect(await failure(ingestText(bytes))).toContain(
      `FILE_INVALID: decisions.csv is ${kind}, not delimited text\n`,
    );
  });

  it.each(["data", "data.arrow"])("is a folder: %s", async (source) => {
    const folder = scratchDirectory();
    writeFileSync(join(folder, "b.csv"), "a\n1\n");
    writeFileSync(join(folder, "notes.md"), "");
    const context = stageContext({ files: { source: folder } });
    expect(await failure(ingestText("", { source }, context))).toBe(
      `FILE_INVALID: ${source} is a folder, not a file\nName a file in it: "${source}/b.csv".`,
    );
  });

  it("is not in the encoding", async () => {
    const latin = Buffer.from("a,b\n1,x\n2,\xE4\n", "latin1");
    expect(await failure(ingestText(latin))).toMatchInlineSnapshot(`
      "FILE_INVALID: decisions.csv:3 is not utf-8 text
      Save the file as UTF-8, or set encoding: latin-1 (or windows-1252, utf-16le, gb18030)."
    `);
    expect(await failure(ingestText(Buffer.from([0x61, 0x0a, 0xff]), { encoding: "utf-16le" })))
      .toMatchInlineSnapshot(`
      "FILE_INVALID: decisions.csv is not utf-16le text
      Set the encoding that the file was saved with."
    `);
  });

  it("ends in the middle of a character", async () => {
    const cut = Buffer.from("a,b\n1,ä", "utf8").subarray(0, -1);
    expect(await failure(ingestText(cut))).toMatch(
      /^FILE_INVALID: decisions\.csv:2 is not utf-8 text/,
    );
  });

  it("has a quote that is never closed, or one in the middle of a value", async () => {
    expect(await failure(ingestText('a,b\n1,"x\n2,y\n'))).toMatchInlineSnapshot(`
      "FILE_INVALID: a quote in row 1 of decisions.csv is never closed
      Close the quote, or set quote: null where quotes mean nothing."
    `);
    expect(await failure(ingestText('a,b\n1,x"y\n'))).toMatchInlineSnapshot(`
      "FILE_INVALID: decisions.csv:2 has a quote in the middle of a value
      Quote the whole value and double the quotes in it, or set quote: null."
    `);
  });
});
