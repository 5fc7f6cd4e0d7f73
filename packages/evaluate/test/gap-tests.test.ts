import { createRandom } from "@fairline/numeric";
import { describe, expect, it } from "vitest";
import { evaluate, figures, table, words } from "./toy.ts";

/** Groups with so many selected rows of so many. */
function selected(...groups: readonly (readonly [selected: number, rows: number])[]) {
  const rows = groups.flatMap(([chosen, n], g) =>
    Array.from({ length: n }, (_, row) => [`g${String(g)}`, row < chosen ? "1" : "0"] as const),
  );
  return table([
    words(
      "group",
      rows.map(([name]) => name),
      "sensitive",
    ),
    words(
      "approved",
      rows.map(([, decision]) => decision),
      "prediction",
    ),
  ]);
}

const testOf = async (data: ReturnType<typeof table>, metric = "demographic_parity_difference") => {
  const { row } = await evaluate(data, { intervals: { method: "analytic" } });
  return row(metric, "group").test!;
};

describe("the test of no gap", () => {
  /* SciPy 1.17.1: barnard_exact([[7, 12], [8, 3]], pooled=True).pvalue = 0.03417103. */
  it("of two groups with few rows is Barnard's", async () => {
    const test = await testOf(selected([7, 15], [12, 15]));
    expect(test.method).toBe("exact");
    expect(test.pValue).toBeCloseTo(0.0682, 3);
  });

  it("of several groups with few rows is by permutation", async () => {
    // Fisher's exact test of 3 of 4, 0 of 4 and 0 of 4, by Pearson's statistic: 12 of 220 tables are as extreme.
    const test = await testOf(selected([3, 4], [0, 4], [0, 4]));
    expect(test.method).toBe("permutation");
    expect(Math.abs(test.pValue - 12 / 220)).toBeLessThan(0.01);
  });

  it("of many rows agrees with the interval: below 5 % exactly where that leaves out 0", async () => {
    for (const chosen of [230, 240, 250, 260, 270, 280]) {
      const { row } = await evaluate(selected([chosen, 500], [250, 500], [245, 500]), {
        intervals: { method: "analytic" },
      });
      const { test, low } = row("demographic_parity_difference", "group");
      expect(test!.method).toBe("score");
      expect(low > 0, String(chosen)).toBe(test!.pValue < 0.05);
    }
  });

  it("is one for a rate, its complement and every comparison of it", async () => {
    const random = createRandom("rows");
    const n = 300;
    const label = Array.from({ length: n }, () => (random.uniform() < 0.5 ? "1" : "0"));
    const { row, metrics } = await evaluate(
      table([
        words(
          "group",
          label.map((_, i) => `g${String(i % 3)}`),
          "sensitive",
        ),
        words("hired", label, "label"),
        figures(
          "score",
          label.map(() => random.uniform()),
          "score",
        ),
      ]),
      { intervals: { method: "analytic" } },
    );
    const p = (metric: string): number => row(metric, "group").test!.pValue;
    expect(p("true_positive_rate_difference")).toBe(p("false_negative_rate_ratio"));
    expect(p("true_positive_rate_difference")).toBe(p("equal_opportunity_ratio_to_overall"));
    expect(p("selection_rate_difference")).toBe(p("differential_fairness"));
    expect(p("auc_difference")).toBe(p("auc_ratio"));
    // Two families of different rows: the smaller p-value is the smallest of two.
    const least = Math.min(p("true_positive_rate_difference"), p("false_positive_rate_difference"));
    expect(p("equalized_odds_difference")).toBeCloseTo(1 - (1 - least) ** 2, 12);
    for (const { test } of metrics.rows) {
      if (test === undefined) continue;
      expect(test.holm).toBeGreaterThanOrEqual(test.benjaminiHochberg);
      expect(test.benjaminiHochberg).toBeGreaterThanOrEqual(test.pValue);
    }
  });

  it("cannot be made of one group, and refuses nothing where all are decided alike", async () => {
    const { row } = await evaluate(selected([3, 10]), { intervals: { method: "analytic" } });
    expect(row("demographic_parity_difference", "group")).not.toHaveProperty("test");
    expect((await testOf(selected([0, 10], [0, 10]))).pValue).toBe(1);
    expect((await testOf(selected([9, 9], [9, 9], [9, 9]))).pValue).toBe(1);
  });
});

describe("the smallest gap that rows would show", () => {
  it("is that of the two smallest groups, and no more than a difference has", async () => {
    const { row } = await evaluate(selected([50, 100], [500, 1000], [50, 100]), {
      intervals: { method: "analytic" },
    });
    // Two groups of 100 at a rate near .5: (2.344 + .842) sqrt(.5 x .5 (2 / 100)) but for the variance of the rates apart.
    const { detectable } = row("demographic_parity_difference", "group");
    expect(detectable).toBeGreaterThan(0.2);
    expect(detectable).toBeLessThan(0.24);
    expect(row("demographic_parity_ratio", "group")).not.toHaveProperty("detectable");
    expect(row("demographic_parity_difference_to_overall", "group")).not.toHaveProperty(
      "detectable",
    );
  });

  it("is not known where nobody is selected", async () => {
    const { row } = await evaluate(selected([0, 50], [0, 50]), {
      intervals: { method: "analytic" },
    });
    expect(row("demographic_parity_difference", "group")).not.toHaveProperty("detectable");
  });
});
