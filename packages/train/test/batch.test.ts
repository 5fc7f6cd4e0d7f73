import { categoryColumn, withColumn } from "@fairline/arrow";
import { createRandom } from "@fairline/numeric";
import { lendingTable } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { drawMasks, rowTensors } from "../src/batch.ts";
import { readTrainingData } from "../src/training-data.ts";
import { defaults } from "./defaults.ts";

describe("rowTensors", () => {
  it("gives labels, weights and groups of the rows, in their order", () => {
    const sex = categoryColumn(["F", "F", "F", "M", null, "M", "F", "F", "M", "F", "M", "M"]);
    const table = withColumn(lendingTable(), "sex", sex);
    const data = readTrainingData(table, {
      ...defaults,
      fairness: { penalty: "demographic-parity", strength: 1, attribute: "sex" },
    });
    // Rows 4 (M, yes), 5 (no group, yes) and 1 (F, yes).
    expect(rowTensors(data, Uint32Array.of(3, 4, 0))).toEqual({
      y: { shape: [3], values: Float32Array.of(1, 1, 1) },
      weight: { shape: [3], values: Float32Array.of(1, 1, 1) },
      members_0: { shape: [3, 2], values: Float32Array.of(0, 1, 0, 0, 1, 0) },
    });
  });

  it("leaves groups out where nothing is penalised", () => {
    const data = readTrainingData(lendingTable(), defaults);
    expect(Object.keys(rowTensors(data, Uint32Array.of(0)))).toEqual(["y", "weight"]);
  });
});

describe("drawMasks", () => {
  const shape = { rows: 200, hidden: [50, 30] };

  it("drops that share of units, and scales the others so that their mean stays", () => {
    const { mask_0, mask_1 } = drawMasks(createRandom("masks"), 0.3, shape);
    expect([mask_0!.shape, mask_1!.shape]).toEqual([
      [200, 50],
      [200, 30],
    ]);
    expect(new Set(mask_0!.values)).toEqual(new Set([0, Math.fround(1 / 0.7)]));
    const mean = mask_0!.values.reduce((total, value) => total + value, 0) / 10_000;
    // 10,000 draws: the standard error of the mean is sqrt(.3 / .7 / 10000) = .0065.
    expect(Math.abs(mean - 1)).toBeLessThan(4 * 0.0065);
  });

  it("draws nothing for rate 0", () => {
    expect(drawMasks(createRandom("masks"), 0, shape)).toEqual({});
  });
});
