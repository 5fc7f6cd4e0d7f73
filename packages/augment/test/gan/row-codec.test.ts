import { allRows, categoryColumn, makeTable, numberColumn, readFeatures } from "@fairline/arrow";
import { createRandom } from "@fairline/numeric";
import { describe, expect, it } from "vitest";
import { fitRowCodec } from "../../src/gan/row-codec.ts";
import type { GeneratedColumn } from "../../src/gan/row-codec.ts";

const values = Array.from({ length: 40 }, (_, i) => (i % 5 === 4 ? NaN : (i % 2) * 100 + (i % 7)));
const jobs = values.map((_, i) => (i % 3 === 0 ? null : "ab"[i % 2]!));
const table = makeTable([
  { name: "x", roles: ["feature"], column: numberColumn(values) },
  { name: "job", roles: ["feature"], column: categoryColumn(jobs) },
]);
const columns = readFeatures(table).filter((f): f is GeneratedColumn => f.type !== "embedding");
const codec = fitRowCodec(columns, allRows(table), 4);

describe("fitRowCodec", () => {
  it("gives back what it encodes, missing values among it", () => {
    const encoded = codec.encode(allRows(table), createRandom("s"));
    expect(encoded).toHaveLength(40 * codec.width);
    const [x, job] = codec.decode(encoded);
    if (x?.type !== "number" || job?.type !== "category") throw new Error("other columns");
    for (const [row, value] of x.values.entries()) {
      if (Number.isNaN(values[row])) expect(value).toBeNaN();
      else expect(value).toBeCloseTo(values[row]!, 3);
    }
    const { codes } = columns[1] as { codes: Int32Array }; // The second column holds categories.
    expect(job.codes).toEqual(codes);
  });

  it("lays out a number and its modes, then a choice of categories, missing among them", () => {
    expect(codec.spans.map(({ kind }) => kind)).toEqual(["number", "choice", "choice"]);
    expect(codec.spans[2]!.size).toBe(3);
    expect(codec.width).toBe(codec.spans.reduce((sum, { size }) => sum + size, 0));
  });
});
