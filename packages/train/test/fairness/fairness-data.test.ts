import { categoryColumn, numberColumn, withColumn } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { failure, lendingTable } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { attributeTensors, counterpartTensors } from "../../src/fairness/batch-tensors.ts";
import { strataOf } from "../../src/fairness/fairness-data.ts";
import type { FairnessParams } from "../../src/fairness/params.ts";
import { readTrainingData } from "../../src/training-data.ts";
import { defaults } from "../defaults.ts";

const read = (fairness: FairnessParams, table: Table = lendingTable()) =>
  readTrainingData(table, { ...defaults, fairness }).fairness!;
const parity = { penalty: "demographic-parity", strength: 1 };

describe("readFairness", () => {
  it("crosses several attributes, or takes one after the other, and reads each once", () => {
    const crossed = read({ ...parity, attribute: ["sex", "race"] });
    expect(crossed.attributes).toMatchObject([{ columns: ["sex", "race"] }]);
    expect(crossed.attributes[0]).toMatchObject({
      groups: [{ name: "F × a" }, { name: "F × b" }, { name: "M × a" }, { name: "M × b" }],
    });
    const each = read([
      { ...parity, attribute: ["sex", "race"], groups: "each" },
      { penalty: "hsic", strength: 2, attribute: "race" },
      { method: "focal" },
    ]);
    expect(each.attributes).toMatchObject([{ columns: ["sex"] }, { columns: ["race"] }]);
    expect(each.plan.penalties).toMatchObject([
      { name: "demographic-parity", strength: 1, attribute: 0 },
      { name: "demographic-parity", strength: 1, attribute: 1 },
      { name: "hsic", strength: 2, attribute: 1 },
    ]);
    expect(each.plan.rowLosses).toMatchObject([{ name: "focal", attribute: undefined }]);
    expect(each.plan.cost).toBe("n²");
  });

  it("standardises an attribute of numbers on training rows, for the terms that take one", async () => {
    const ages = [20, 30, 40, 50, 60, Number.NaN, 10, 10, 10, 10, 10, 10].map((age) => age + 0.5);
    const table = withColumn(lendingTable(), "age", numberColumn(ages), ["sensitive"]);
    const fairness = read({ penalty: "covariance", strength: 1, attribute: "age" }, table);
    const tensors = attributeTensors(fairness, Uint32Array.of(0, 2, 5));
    // Of 20.5 … 60.5 the mean is 40.5 and the deviation sqrt(200).
    expect(tensors["members_0"]!.values[0]).toBeCloseTo(-20 / Math.sqrt(200), 6);
    expect([...tensors["members_0"]!.values].slice(1)).toEqual([0, 0]);
    expect([...tensors["present_0"]!.values]).toEqual([1, 1, 0]);
    expect(await failure(() => read({ ...parity, attribute: "age" }, table))).toMatch(
      /^COLUMN_TYPE: /,
    );
  });

  it("reads the counterpart of each row: the next group for its attribute, and all else as it is", () => {
    const sex = categoryColumn(["F", null, "F", "M", "M", "M", "F", "F", "M", "F", "M", "M"]);
    const table = withColumn(lendingTable(), "sex", sex);
    const data = readTrainingData(table, {
      ...defaults,
      fairness: { penalty: "logit-pairing", strength: 1, attribute: "sex" },
    });
    const rows = Uint32Array.of(0, 1, 3);
    const { width } = data.rows;
    const own = data.rows.encode(rows);
    const other = counterpartTensors(data.fairness!, rows)["counterpart_x_0"]!.values;
    // The last inputs are those of sex: F, M, unknown, missing.
    const bySex = (values: Float32Array, i: number): number[] => [
      ...values.subarray((i + 1) * width - 4, (i + 1) * width),
    ];
    expect([bySex(own, 0), bySex(other, 0)]).toEqual([
      [1, 0, 0, 0],
      [0, 1, 0, 0],
    ]);
    expect([bySex(own, 2), bySex(other, 2)]).toEqual([
      [0, 1, 0, 0],
      [1, 0, 0, 0],
    ]);
    expect(bySex(other, 1)).toEqual(bySex(own, 1));
    expect([...other.subarray(0, width - 4)]).toEqual([...own.subarray(0, width - 4)]);
  });

  it("refuses counterparts that a model could not tell from their rows", async () => {
    expect(
      await failure(() =>
        readTrainingData(lendingTable(), {
          ...defaults,
          "sensitive-features": "exclude",
          fairness: { penalty: "logit-pairing", strength: 1, attribute: "sex" },
        }),
      ),
    ).toMatchInlineSnapshot(`
      "PARAM_INVALID: fairness.attribute "sex" is not among the features: every row is its own counterpart
      Choose a method that compares groups, or let the model learn from the attribute."
    `);
  });

  it("has a stratum for each class and groups, and one more where a group is missing", () => {
    const fairness = read({ ...parity, attribute: "sex" });
    const labels = readTrainingData(lendingTable(), defaults).labels;
    const strata = strataOf(fairness, labels);
    expect(new Set(strata).size).toBe(4);
    const [attribute] = fairness.attributes;
    for (const [a, stratum] of strata.entries()) {
      for (const [b, other] of strata.entries()) {
        const isSame =
          attribute?.kind === "groups" &&
          labels[a] === labels[b] &&
          attribute.codes[a] === attribute.codes[b];
        expect(stratum === other).toBe(isSame);
      }
    }
  });
});
