import {
  categories,
  categoryColumn,
  categoryWords,
  column,
  columnNames,
  columnRoles,
  numberColumn,
  numbers,
  rowsOfSplit,
  tableSource,
  takeRows,
  tensors,
  withColumn,
  withTensors,
} from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { failure, lendingTable, runStage, simulatedTable, stageContext } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { smoteStage } from "../src/index.ts";

async function run(
  data: Table,
  params: Record<string, unknown> = {},
  context = stageContext(),
): Promise<Table> {
  const inputs = { data: tableSource(data) };
  return (await runStage(smoteStage, { inputs, params, context }))["data"] as Table;
}

const words = (data: Table, name: string): (string | null)[] =>
  categoryWords(categories(data, name));

function pairCounts(data: Table): Record<string, number> {
  const train = takeRows(data, rowsOfSplit(data, "train"));
  const [sex, hired] = [words(train, "sex"), words(train, "hired")];
  const counts: Record<string, number> = {};
  for (const [row, group] of sex.entries()) {
    const pair = `${group!} ${hired[row]!}`;
    counts[pair] = (counts[pair] ?? 0) + 1;
  }
  return counts;
}

const grades = (data: Table): Table =>
  withColumn(
    data,
    "grade",
    categoryColumn(Array.from(numbers(data, "merit").values, (merit) => (merit > 0 ? "A" : "B"))),
    ["feature"],
  );
const simulated = grades(simulatedTable());

describe("rebalance/smote", () => {
  it.each(["smote", "borderline", "adasyn"])(
    "makes all pairs equally frequent by %s",
    async (method) => {
      const out = await run(simulated, { method });
      const sizes = Object.values(pairCounts(out));
      expect(sizes).toHaveLength(4);
      expect(new Set(sizes)).toEqual(new Set([Math.max(...Object.values(pairCounts(simulated)))]));
    },
  );

  it("leaves every row that was there as it came, and puts new ones behind", async () => {
    const out = await run(simulated);
    const before = takeRows(
      out,
      Uint32Array.from({ length: simulated.numRows }, (_, i) => i),
    );
    for (const name of columnNames(simulated)) {
      expect(column(before, name)).toEqual(column(simulated, name));
      expect(columnRoles(out, name)).toEqual(columnRoles(simulated, name));
    }
    const marks = numbers(out, "synthetic").values;
    expect(columnRoles(out, "synthetic")).toEqual(["ignored"]);
    expect(marks.findIndex((mark) => mark === 1)).toBe(simulated.numRows);
    expect(marks.subarray(simulated.numRows).every((mark) => mark === 1)).toBe(true);
    const splits = words(out, "split").slice(simulated.numRows);
    expect(new Set(splits)).toEqual(new Set(["train"]));
  });

  it("puts every new row between two rows of its class: on one line, within both", async () => {
    const out = await run(simulated, { features: ["merit", "proxy"] });
    const sex = words(out, "sex");
    const hired = words(out, "hired");
    const [merit, proxy] = ["merit", "proxy"].map((name) => numbers(out, name).values);
    const train = rowsOfSplit(simulated, "train");
    // A new row keeps the base's grade and the base comes first: look for a pair of parents on whose line it lies.
    for (let row = simulated.numRows; row < simulated.numRows + 40; row++) {
      const own = [...train].filter((each) => sex[each] === sex[row] && hired[each] === hired[row]);
      const found = own.some((a) =>
        own.some((b) => {
          if (a === b) return false;
          const [dx, dy] = [merit![b]! - merit![a]!, proxy![b]! - proxy![a]!];
          const step = (merit![row]! - merit![a]!) / dx;
          return step >= 0 && step < 1 && Math.abs(proxy![a]! + step * dy - proxy![row]!) < 1e-12;
        }),
      );
      expect(found).toBe(true);
    }
  });

  it("gives new rows categories that their class has, and whole numbers where the column has them", async () => {
    const whole = withColumn(
      simulated,
      "years",
      numberColumn(
        numbers(simulated, "merit").values.map((merit) => Math.round(3 * merit)),
        {
          integer: true,
        },
      ),
      ["feature"],
    );
    const out = await run(whole);
    expect(numbers(out, "years").integer).toBe(true);
    expect(new Set(words(out, "grade"))).toEqual(new Set(["A", "B"]));
  });

  it("works on embeddings", async () => {
    const values = new Float32Array(2 * simulated.numRows);
    for (const [row, merit] of numbers(simulated, "merit").values.entries()) {
      values.set([merit, -merit], 2 * row);
    }
    const embedded = withTensors(simulated, "face", { shape: [2], values }, ["feature"]);
    const out = tensors(await run(embedded, { features: ["face"] }), "face").values;
    expect(out.length).toBeGreaterThan(values.length);
    for (let at = values.length; at < out.length; at += 2) {
      expect(out[at + 1]).toBeCloseTo(-out[at]!, 5);
    }
  });

  it("gives the same rows for the same seed, and others for another", async () => {
    const merit = async (seed: string): Promise<number[]> => [
      ...numbers(await run(simulated, {}, stageContext({ seed })), "merit").values,
    ];
    expect(await merit("a")).toEqual(await merit("a"));
    expect(await merit("a")).not.toEqual(await merit("b"));
  });

  it("does not depend on units, unless told to", async () => {
    const proxy = (data: Table): Table =>
      withColumn(data, "proxy", numberColumn(numbers(data, "proxy").values.map((v) => 1024 * v)));
    const merits = async (data: Table, scale: boolean): Promise<number[]> => [
      ...numbers(await run(data, { scale }), "merit").values,
    ];
    expect(await merits(proxy(simulated), true)).toEqual(await merits(simulated, true));
    expect(await merits(proxy(simulated), false)).not.toEqual(await merits(simulated, false));
  });

  it("says where there is too little to join", async () => {
    const context = stageContext();
    const table = lendingTable();
    const out = await run(table, { attributes: ["sex"], features: ["income", "purpose"] }, context);
    // F yes and M no have one row each: they stay as they are. F no and M yes have two.
    expect(out.numRows).toBe(12);
    expect(context.logged.map(({ message }) => message)).toEqual([
      "sex=F, repaid=yes has only 1 row, without a neighbour: nothing is added to it",
      "sex=M, repaid=no has only 1 row, without a neighbour: nothing is added to it",
    ]);
    const few = stageContext();
    const uneven = takeRows(table, [0, 1, 2, 3, 4]);
    await run(uneven, { by: "group", attributes: ["sex"], features: ["income"] }, few);
    expect(few.logged.map(({ message }) => message)).toEqual([
      "sex=M has only 2 rows: each is a neighbour of each",
    ]);
  });

  it("says where no row is at a border", async () => {
    const context = stageContext();
    const apart = withColumn(
      simulated,
      "apart",
      numberColumn(words(simulated, "hired").map((word) => (word === "yes" ? 1000 : 0))),
    );
    const params = { method: "adasyn", by: "label", features: ["apart"] };
    const out = await run(apart, params, context);
    expect(out.numRows).toBe(simulated.numRows);
    expect(context.logged).toHaveLength(1);
    expect(context.logged[0]!.message).toMatch(
      /^hired=(yes|no) has no row near another class: nothing is added to it$/,
    );
  });

  it("refuses a missing number, and parameters that do not go together", async () => {
    const holed = withColumn(
      lendingTable(),
      "income",
      numberColumn([1, Number.NaN, ...Array<number>(10).fill(3)]),
    );
    expect(await failure(() => run(holed, { by: "label", features: ["income"] })))
      .toMatchInlineSnapshot(`
      "VALUE_MISSING: feature "income" is null in training row 2: a row without it has no neighbours
      Impute missing numbers in a clean stage, or name other features."
    `);
    const parsed = smoteStage.params.safeParse({
      by: "label",
      to: "independent",
      attributes: ["sex"],
    });
    expect(parsed.error?.issues.map(({ path }) => path)).toEqual([["to"], ["attributes"]]);
  });

  it("adds nothing where classes are equal, and all columns can be constant", async () => {
    const table = takeRows(lendingTable(), [0, 1, 2, 3, 4, 5]);
    const even = await run(table, { by: "label", features: ["income"] });
    expect(even.numRows).toBe(6);
    const flat = withColumn(table, "income", numberColumn(Array<number>(6).fill(7)));
    const uneven = takeRows(flat, [0, 1, 2, 3, 5]);
    const out = await run(uneven, { by: "label", features: ["income"] });
    expect([...numbers(out, "income").values]).toEqual(Array<number>(6).fill(7));
  });
});
