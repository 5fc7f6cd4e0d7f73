import { readFileSync } from "node:fs";
import { join } from "node:path";
import { tableMeta, withMeta, writeTable } from "@fairline/arrow";
import type { JsonValue } from "@fairline/core";
import { scratchDirectory, simulatedTable, stageContext } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { tableStage } from "../src/index.ts";
import { STEPS } from "../src/steps.ts";
import { clean, ns, problems, tableOf, ws } from "./cleaning.ts";

const EXAMPLE = [
  { filter: "race in ('White', 'Black')" },
  "drop-duplicates",
  { split: { test: 0.3, validation: 0.1, by: ["label", "sensitive"] } },
  { impute: { numeric: "median", categorical: "mode" } },
  { "clip-outliers": { method: "iqr", factor: 3 } },
];

function people(source?: JsonValue): ReturnType<typeof tableOf> {
  const row = Array.from({ length: 60 }, (_, i) => i);
  return tableOf(
    [
      ns(
        "age",
        row.map((i) => (i % 7 === 0 ? Number.NaN : 20 + i)),
        ["feature"],
      ),
      ws(
        "job",
        row.map((i) => (i % 11 === 0 ? null : `job ${String(i % 3)}`)),
        ["feature"],
      ),
      ws(
        "race",
        row.map((i) => ["White", "Black", "Other"][i % 3]!),
        ["sensitive"],
      ),
      ns(
        "y",
        row.map((i) => i % 2),
        ["label"],
      ),
    ],
    { task: "binary", positive: "1", ...(source === undefined ? {} : { source }) },
  );
}

function stepsOf(
  table: ReturnType<typeof tableOf>,
): { step: string; rowsBefore: number; rowsAfter: number }[] {
  return (tableMeta(table).source as unknown as { steps: never }).steps;
}

describe("clean/table", () => {
  it("runs the example of the format page, and remembers its steps", async () => {
    const table = await clean(people({ kind: "file", file: "people.csv" }), EXAMPLE);
    expect(
      stepsOf(table).map(({ step, rowsBefore, rowsAfter }) => [step, rowsBefore, rowsAfter]),
    ).toEqual([
      ["filter", 60, 40],
      // Rows 8 and 50 are equal.
      ["drop-duplicates", 40, 39],
      ["split", 39, 39],
      ["impute", 39, 39],
      ["clip-outliers", 39, 39],
    ]);
    expect(tableMeta(table)).toMatchObject({
      task: "binary",
      positive: "1",
      source: { kind: "file", file: "people.csv" },
    });
  });

  it("adds to the steps that the table remembers, whatever its source", async () => {
    const once = await clean(people({ kind: "file" }), ["drop-duplicates"]);
    expect(stepsOf(await clean(once, ["drop-nulls"])).map(({ step }) => step)).toEqual([
      "drop-duplicates",
      "drop-nulls",
    ]);
    expect(tableMeta(await clean(people("by hand"), ["drop-duplicates"])).source).toMatchObject({
      source: "by hand",
    });
    expect(stepsOf(await clean(people(), ["drop-duplicates"]))).toHaveLength(1);
    expect(
      stepsOf(await clean(withMeta(people(), { source: null }), ["drop-duplicates"])),
    ).toHaveLength(1);
  });

  it("gives the same bytes for the same seed", async () => {
    const table = simulatedTable({ seed: "clean" });
    const bytes = async (seed: string): Promise<Buffer> => {
      const path = join(scratchDirectory(), "out.arrow");
      const steps = [
        { drop: ["split"] },
        { split: { test: 0.3, validation: 0.1, by: ["label", "sensitive"] } },
        "impute",
      ];
      await writeTable(path, await clean(table, steps, stageContext({ seed })));
      return readFileSync(path);
    };
    const first = await bytes("1".repeat(64));
    expect(first.equals(await bytes("1".repeat(64)))).toBe(true);
    expect(first.equals(await bytes("2".repeat(64)))).toBe(false);
  });

  it("tells how far it is, and stops where the run is cancelled", async () => {
    const context = stageContext();
    await clean(people(), ["drop-duplicates", "drop-nulls"], context);
    expect(context.progressed).toEqual([
      { done: 0, total: 2, note: "drop-duplicates" },
      { done: 1, total: 2, note: "drop-nulls" },
    ]);
    const reason = new Error("cancelled");
    const cancelled = stageContext({ signal: AbortSignal.abort(reason) });
    await expect(clean(people(), ["drop-duplicates"], cancelled)).rejects.toBe(reason);
  });

  it("reads a bare word as the step with its defaults", () => {
    const parse = (step: unknown): unknown => tableStage.params.parse({ steps: [step] });
    expect(parse("drop-duplicates")).toEqual(parse({ "drop-duplicates": "all" }));
    expect(parse("impute")).toEqual(parse({ impute: { numeric: "median", categorical: "mode" } }));
    expect(parse("clip-outliers")).toEqual(parse({ "clip-outliers": { method: "iqr" } }));
  });

  it("gives parameters that it takes again as they are", () => {
    const once = tableStage.params.parse({ steps: EXAMPLE });
    expect(tableStage.params.parse(once)).toEqual(once);
  });

  it("has a schema for editors, with every step described", () => {
    const schema = JSON.stringify(z.toJSONSchema(tableStage.params, { io: "input" }));
    for (const { name } of STEPS) expect(schema).toContain(`"${name}":{`);
  });
});

describe("steps that are none", () => {
  it("are named with the nearest", () => {
    expect(problems(["imputee"])).toMatchInlineSnapshot(`
      [
        "steps.0: there is no step "imputee". Did you mean "impute"? The steps are: filter, drop-duplicates, drop-nulls, split, impute, clip-outliers, standardize, bands, map-values, rename, drop, keep, roles.",
      ]
    `);
    expect(problems([{ droop: ["a"] }])).toMatchInlineSnapshot(`
      [
        "steps.0: there is no step "droop". Did you mean "drop"? The steps are: filter, drop-duplicates, drop-nulls, split, impute, clip-outliers, standardize, bands, map-values, rename, drop, keep, roles.; a step has one name, but this one has none",
      ]
    `);
  });

  it("have no name, two names, or another form", () => {
    expect(problems([{}])).toMatchInlineSnapshot(`
      [
        "steps.0: a step has one name, but this one has none",
      ]
    `);
    expect(problems([{ drop: ["a"], keep: ["b"] }])).toMatchInlineSnapshot(`
      [
        "steps.0: a step has one name, but this one has drop and keep",
      ]
    `);
    expect(problems([3])).toMatchInlineSnapshot(`
      [
        "steps.0: Invalid input: expected object, received number",
      ]
    `);
    expect(problems([])).toMatchInlineSnapshot(`
      [
        "steps: Too small: expected array to have >=1 items",
      ]
    `);
    expect(problems(["filter"])).toMatchInlineSnapshot(`
      [
        "steps.0: filter needs parameters",
      ]
    `);
  });

  it("are all reported at once, those in the wrong place too", () => {
    expect(
      problems([
        "impute",
        "imputee",
        { impute: { numeric: "medan" } },
        { split: { test: 2 } },
        { filter: "a =" },
        { split: { test: 0.1 } },
      ]),
    ).toMatchInlineSnapshot(`
      [
        "steps.1: there is no step "imputee". Did you mean "impute"? The steps are: filter, drop-duplicates, drop-nulls, split, impute, clip-outliers, standardize, bands, map-values, rename, drop, keep, roles.",
        "steps.2: impute.numeric: expected median, mean or a number",
        "steps.3.split.test: Too big: expected number to be <1",
        "steps.3.split: test and validation leave no rows for training",
        "steps.4.filter: the condition cannot be read: write == to compare at character 3",
        "steps.0: impute fits statistics, so it must come after split",
        "steps.5: split is given twice; a table has one split",
      ]
    `);
  });
});
