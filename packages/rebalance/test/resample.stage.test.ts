import {
  categories,
  categoryColumn,
  categoryWords,
  column,
  columnNames,
  numbers,
  tableSource,
  takeRows,
  withColumn,
} from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { lendingTable, runStage, simulatedTable, stageContext } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { resampleStage } from "../src/index.ts";

const table = lendingTable();

async function run(
  data: Table,
  params: Record<string, unknown>,
  context = stageContext(),
): Promise<Table> {
  const outputs = await runStage(resampleStage, {
    inputs: { data: tableSource(data) },
    params,
    context,
  });
  return outputs["data"] as Table;
}

/** Number of rows of each split, and of each combination of words among the training rows. */
function countsOf(data: Table, names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  const words = (name: string): (string | null)[] => categoryWords(categories(data, name));
  const columns = names.map(words);
  for (const [row, split] of words("split").entries()) {
    const key = split === "train" ? columns.map((column) => column[row]).join(" ") : split!;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

const ids = (data: Table): number[] => [...numbers(data, "id").values];

describe("rebalance/resample", () => {
  it("copies rows of the rarer label until both are as frequent", async () => {
    const uneven = takeRows(table, [0, 1, 2, 3, 5, 6, 9]);
    expect(countsOf(uneven, ["repaid"])).toEqual({ yes: 2, no: 3, validation: 1, test: 1 });
    const out = await run(uneven, { method: "over", by: "label" });
    expect(countsOf(out, ["repaid"])).toEqual({ yes: 3, no: 3, validation: 1, test: 1 });
    expect(columnNames(out)).toEqual(columnNames(table));
  });

  it("keeps all rows in order and puts the copies behind them, in order too", async () => {
    const out = await run(table, { method: "over", by: "both", attributes: ["sex"] });
    expect(countsOf(out, ["sex", "repaid"])).toEqual({
      "F yes": 2,
      "F no": 2,
      "M yes": 2,
      "M no": 2,
      validation: 3,
      test: 3,
    });
    // The only row that is F and yes is 1, the only one that is M and no is 6.
    expect(ids(out)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 6]);
    expect(column(takeRows(out, [12]), "income")).toEqual(column(takeRows(table, [0]), "income"));
  });

  it("leaves rows out until groups are as frequent, and keeps the order", async () => {
    const uneven = takeRows(table, [6, 0, 1, 2, 3, 9]);
    const out = await run(uneven, { method: "under", by: "group", attributes: ["sex"] });
    expect(countsOf(out, ["sex"])).toEqual({ F: 1, M: 1, validation: 1, test: 1 });
    const kept = ids(out);
    expect(kept).toEqual(ids(uneven).filter((id) => kept.includes(id)));
  });

  it("makes group and label independent and keeps their shares near", async () => {
    const data = simulatedTable();
    for (const method of ["over", "under"]) {
      const out = await run(data, { method, to: "independent" });
      const counts = countsOf(out, ["sex", "hired"]);
      const rate = (sex: string): number =>
        counts[`${sex} yes`]! / (counts[`${sex} yes`]! + counts[`${sex} no`]!);
      expect(Math.abs(rate("F") - rate("M"))).toBeLessThan(0.005);
      const before = countsOf(data, ["hired"]);
      const after = countsOf(out, ["hired"]);
      expect(after["yes"]! / (after["yes"]! + after["no"]!)).toBeCloseTo(
        before["yes"]! / (before["yes"]! + before["no"]!),
        2,
      );
      expect([after["validation"], after["test"]]).toEqual([before["validation"], before["test"]]);
    }
  });

  it("gives the same rows for the same seed, and others for another", async () => {
    const merit = async (seed: string): Promise<number[]> => {
      const out = await run(simulatedTable(), { method: "under" }, stageContext({ seed }));
      return [...numbers(out, "merit").values];
    };
    expect(await merit("a")).toEqual(await merit("a"));
    expect(await merit("a")).not.toEqual(await merit("b"));
  });

  it("brings pairs to given shares, exactly where whole rows allow it", async () => {
    const shares = { "F × no": 0.3, "F × yes": 0.2, "M × no": 0.1, "M × yes": 0.4 };
    for (const method of ["over", "under", "both", "bootstrap"]) {
      const out = await run(simulatedTable(), { method, to: shares });
      const counts = countsOf(out, ["sex", "hired"]);
      const rows = Object.keys(shares).map((pair) => counts[pair.replace(" × ", " ")]!);
      const sum = rows.reduce((a, b) => a + b, 0);
      for (const [i, share] of Object.values(shares).entries()) {
        expect(Math.abs(rows[i]! - share * sum)).toBeLessThan(1);
      }
    }
  });

  it("draws as many rows as are asked for, in the shares that there are", async () => {
    const before = countsOf(simulatedTable(), ["hired"]);
    const params = { method: "bootstrap", by: "label", to: "same", rows: 100 };
    const after = countsOf(await run(simulatedTable(), params), ["hired"]);
    const share = before["yes"]! / (before["yes"]! + before["no"]!);
    expect(after["yes"]! + after["no"]!).toBe(100);
    expect(Math.abs(after["yes"]! - 100 * share)).toBeLessThan(1);
    expect(after["test"]).toBe(before["test"]);
    const whole = countsOf(await run(simulatedTable(), { ...params, rows: undefined }), ["hired"]);
    expect(whole).toEqual(before);
  });

  it("blames no class for what the number of rows asked for leaves", async () => {
    const context = stageContext();
    const params = { method: "bootstrap", by: "label", to: "same", rows: 2 };
    await run(table, params, context);
    expect(context.logged).toHaveLength(1);
    expect(context.logged[0]!.message).toMatch(/^[12] of 6 training rows are left$/);
  });

  it("says which pairs no row has", async () => {
    const context = stageContext();
    await run(table, { method: "over" }, context);
    expect(context.logged.every(({ level }) => level === "warn")).toBe(true);
    expect(context.logged.map(({ message }) => message)).toEqual([
      "no training row has sex=F, race=b and repaid=yes: there is nothing to copy or to leave out",
      "no training row has sex=M, race=b and repaid=no: there is nothing to copy or to leave out",
    ]);
  });

  it("warns where little is left, or one row stands many times, and says for whose sake", async () => {
    // One training row of F, eleven of M.
    const sex = ["F", ...Array<string>(11).fill("M")];
    const uneven = withColumn(
      withColumn(table, "sex", categoryColumn(sex)),
      "split",
      categoryColumn(sex.map(() => "train")),
    );
    const warnings = async (method: string): Promise<string[]> => {
      const context = stageContext();
      await run(uneven, { method, by: "group", attributes: ["sex"] }, context);
      return context.logged.map(({ level, message }) => `${level}: ${message}`);
    };
    expect(await warnings("under")).toEqual([
      "warn: 2 of 12 training rows are left: sex=F has only 1 row",
    ]);
    expect(await warnings("over")).toEqual([
      "warn: the same training row stands up to 11 times: sex=F has only 1 row",
    ]);
    // Half of the rows are left, and a row stands ten times: enough, and not too often.
    const fewer = takeRows(uneven, [0, 1, 2, 3]);
    const context = stageContext();
    const eleven = takeRows(uneven, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    await run(eleven, { method: "over", by: "group", attributes: ["sex"] }, context);
    await run(fewer, { method: "under", by: "group", attributes: ["sex"] }, context);
    await run(fewer, { method: "over", by: "group", attributes: ["sex"] }, context);
    expect(context.logged).toEqual([]);
  });

  it("names the first of several smallest groups", async () => {
    const sex = ["F", "X", ...Array<string>(10).fill("M")];
    const uneven = withColumn(
      withColumn(table, "sex", categoryColumn(sex)),
      "split",
      categoryColumn(sex.map(() => "train")),
    );
    const context = stageContext();
    await run(uneven, { method: "under", by: "group", attributes: ["sex"] }, context);
    expect(context.logged.map(({ message }) => message)).toEqual([
      "3 of 12 training rows are left: sex=F has only 1 row",
    ]);
  });

  it("asks for no groups where it looks at none", async () => {
    const out = await run(takeRows(table, [0, 3, 5]), { method: "under", by: "label" });
    expect(countsOf(out, ["repaid"])).toEqual({ yes: 1, no: 1 });
  });

  it("points at parameters that do not go together", () => {
    const wrong = { method: "over", by: "label", to: "independent", attributes: ["sex"] };
    const parsed = resampleStage.params.safeParse(wrong);
    expect(parsed.error?.issues.map(({ path, message }) => ({ path, message })))
      .toMatchInlineSnapshot(`
      [
        {
          "message": "to: independent is about pairs of group and label; it needs by: both, not by: label",
          "path": [
            "to",
          ],
        },
        {
          "message": "by: label looks at no groups; leave attributes out, or choose by: both",
          "path": [
            "attributes",
          ],
        },
      ]
    `);
    expect(resampleStage.params.safeParse({}).success).toBe(false);
    const messages = (params: Record<string, unknown>): string[] =>
      (resampleStage.params.safeParse(params).error?.issues ?? []).map(({ message }) => message);
    expect(messages({ method: "over", to: "same", rows: 5 })).toEqual([
      "to: same changes no share: it needs method: bootstrap, not over",
      "with method: over the classes decide how many rows there are; leave rows out, or choose both or bootstrap",
    ]);
    expect(messages({ method: "both", to: { a: 0.5, b: 0.4 } })).toEqual([
      "the shares sum to 0.9, not to 1",
    ]);
  });
});
