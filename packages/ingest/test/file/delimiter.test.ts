import { columnNames } from "@fairline/arrow";
import { stageContext } from "@fairline/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { csvFields } from "../../src/file/csv-options.ts";
import { findDelimiter } from "../../src/file/delimiter.ts";
import { failure, ingestText, textFile } from "../ingest.ts";

const options = z.object(csvFields).parse({});

/** A field in quotes where it holds what would end it. */
function quoted(field: string): string {
  return /[",;|\t\n\r]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

describe("the delimiter of a file", () => {
  it("is found whatever the fields hold, as long as they are quoted", () => {
    const field = fc.string({
      unit: fc.constantFrom("a", "7", ",", ";", "|", "\t", '"', "\n", " "),
    });
    const table = fc.integer({ min: 2, max: 5 }).chain((width) =>
      fc.array(fc.array(field, { minLength: width, maxLength: width }), {
        minLength: 1,
        maxLength: 8,
      }),
    );
    fc.assert(
      fc.property(table, fc.constantFrom(",", ";", "\t", "|"), (rows, delimiter) => {
        const header = rows[0]!.map((_, at) => `column${String(at)}`);
        const text = [header, ...rows].map((row) => row.map(quoted).join(delimiter)).join("\n");
        expect(findDelimiter(text, options)).toBe(delimiter);
      }),
    );
  });

  it.each([
    ["decimal commas beside semicolons", "a;b;c\n1,5;2,5;x\n3;4,5;y\n", ";"],
    ["the usual one where two fit equally well", "a,b;c\n1,2;3\n", ","],
    ["the one of more fields", "a,b;c;d\n1,2;3;4\n", ";"],
    ["lines that are skipped", "# a;b\n\na|b\n1|2\n", "|"],
    ["one column", "a\n1\n2\n", ","],
    ["lines that differ", "a;b\n1;2;3\n", ","],
    ["nothing", "", ","],
  ])("with %s", (_what, text, delimiter) => {
    expect(findDelimiter(text, { ...options, comment: "#" })).toBe(delimiter);
  });

  it("is told where it is no comma, and what is given is taken", async () => {
    const text = "a;b,c\n1;2,3\n";
    const context = stageContext({ files: { source: textFile("a;b\n1;x\n") } });
    expect(columnNames(await ingestText("", {}, context))).toEqual(["a", "b"]);
    expect(context.logged).toEqual([
      { level: "info", message: 'the fields of decisions.csv are separated by ";"' },
    ]);
    expect(columnNames(await ingestText(text, { delimiter: ";" }))).toEqual(["a", "b,c"]);
  });

  it("is found in the first lines of a long file", async () => {
    const text = `a;b\n${"1;2,5\n".repeat(20_000)}`;
    expect(columnNames(await ingestText(text))).toEqual(["a", "b"]);
  });

  it.each(['{"a": 1}\n', '[{"a": 1}]'])("is not looked for in JSON: %s", async (text) => {
    expect(await failure(ingestText(text))).toBe(
      "FILE_INVALID: decisions.csv holds JSON, not delimited text\nGive its name the ending .jsonl, .ndjson or .json.",
    );
  });
});
