import { METRICS } from "@fairline/metrics";
import { describe, expect, it } from "vitest";
import { metricWords } from "../../src/format/metric-words.ts";

describe("metricWords", () => {
  it("writes shares as per cent, their differences as points, and the rest as numbers", () => {
    const units = [
      "selection_rate",
      "demographic_parity_difference",
      "demographic_parity_ratio",
      "auc",
      "auc_difference",
      "log_loss",
      "count",
      "differential_fairness",
    ];
    expect(units.map((metric) => metricWords(metric).unit)).toEqual([
      "rate",
      "points",
      "number",
      "number",
      "number",
      "number",
      "number",
      "number",
    ]);
  });

  it("takes the names of comparisons apart", () => {
    expect(metricWords("demographic_parity_difference").comparison).toEqual({
      base: "demographic_parity",
      kind: "difference",
      rate: "selection_rate",
    });
    expect(metricWords("equalized_odds_ratio_mean_to_overall").comparison).toEqual({
      base: "equalized_odds_mean",
      kind: "ratio_to_overall",
      rate: undefined,
    });
    expect(metricWords("accuracy_difference_to_overall").comparison).toEqual({
      base: "accuracy",
      kind: "difference_to_overall",
      rate: "accuracy",
    });
    expect(metricWords("selection_rate").comparison).toBeUndefined();
  });

  it("says when a figure follows Fairlearn's convention", () => {
    expect(metricWords("fairlearn:equal_opportunity_difference")).toMatchObject({
      label: "equal opportunity difference (as Fairlearn)",
      unit: "points",
      comparison: {
        base: "fairlearn:equal_opportunity",
        kind: "difference",
        rate: "fairlearn:true_positive_rate",
      },
    });
  });

  it("spells out what it does not know, and makes no claim of it", () => {
    for (const metric of ["my_own_figure", "constructor", "my_own_difference"]) {
      expect(metricWords(metric)).toMatchObject({
        label: metric.replaceAll("_", " "),
        unit: "number",
        better: null,
        definition: undefined,
        source: undefined,
      });
    }
  });

  it("has a definition, a direction of every comparison and no underscore in a label, for every metric of Fairline", () => {
    for (const { name, scope, definition } of METRICS) {
      const words = metricWords(name);
      expect(words.label).not.toContain("_");
      expect(words.definition).toBe(definition);
      if (scope === "between-groups") expect(words.better).not.toBeNull();
      else expect(words.comparison).toBeUndefined();
    }
  });
});
