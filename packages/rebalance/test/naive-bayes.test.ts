import { allRows, categoryColumn, makeTable, numberColumn, readFeatures } from "@fairline/arrow";
import type { Column } from "@fairline/arrow";
import { describe, expect, it } from "vitest";
import { naiveBayesLogOdds } from "../src/naive-bayes.ts";

const labels = Uint8Array.of(1, 1, 0, 0, 1, 0, 0);
const a = numberColumn([2, 3.5, 1, 0.5, 4, 2.5, 1.5]);
const c = categoryColumn(["x", "y", "x", "z", "y", "y", "x"]);

function logOdds(columns: readonly Column[], y = labels): number[] {
  const table = makeTable(
    columns.map((column, i) => ({ name: `f${String(i)}`, column, roles: ["feature"] })),
  );
  return [...naiveBayesLogOdds(readFeatures(table), allRows(table), y)];
}

describe("naiveBayesLogOdds", () => {
  it("gives the log odds of scikit-learn 1.9.1", () => {
    // a = [[2], [3.5], [1], [.5], [4], [2.5], [1.5]]; c = [[0], [1], [0], [2], [1], [1], [0]]; y = [1, 1, 0, 0, 1, 0, 0]
    // g = GaussianNB(var_smoothing=0).fit(a, y).predict_joint_log_proba(a)
    // k = CategoricalNB(alpha=1).fit(c, y).predict_joint_log_proba(c)
    // (g[:, 1] - g[:, 0]) + (k[:, 1] - k[:, 0]) - log(3 / 4)
    const expected = [
      -1.2632176466153373, 4.184525756414178, -3.7994813828790734, -5.1888118069792055,
      5.952108173996596, 0.9823279542163766, -2.586844020241711,
    ];
    for (const [row, value] of logOdds([a, c]).entries()) {
      expect(Math.abs(value - expected[row]!)).toBeLessThan(1e-7);
    }
  });

  it("gives the log odds worked by hand for one category", () => {
    // x: 1 of 3 positive rows and 2 of 4 negative ones; with one more of each of three: (2 / 6) / (3 / 7) = 7 / 9, times 3 / 4.
    expect(logOdds([c])[0]).toBeCloseTo(Math.log((7 / 9) * (3 / 4)), 12);
  });

  it("learns nothing from what is constant or missing", () => {
    const prior = Math.log(3 / 4);
    const constant = numberColumn(Array<number>(7).fill(2));
    const missing = numberColumn(Array<number>(7).fill(Number.NaN));
    const unknown = categoryColumn(Array<null>(7).fill(null));
    for (const column of [constant, missing, unknown]) {
      for (const value of logOdds([column])) expect(value).toBeCloseTo(prior, 12);
    }
    const holed = numberColumn([Number.NaN, 3.5, 1, 0.5, 4, 2.5, 1.5]);
    expect(logOdds([holed])[0]).toBeCloseTo(prior, 12);
  });

  it("stays finite where a column is constant in one class", () => {
    const values = logOdds([numberColumn([1, 1, 2, 3, 1, 4, 5])]);
    expect(values.every(Number.isFinite)).toBe(true);
    expect(values[0]).toBeGreaterThan(values[2]!);
  });
});
