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

  /** What is compared, how, and by which metrics of a group. */
  const compared = (metric: string): unknown => {
    const { comparison } = metricWords(metric);
    return (
      comparison && [
        comparison.subject.name,
        comparison.how.name,
        comparison.of.map(({ name }) => name),
      ]
    );
  };

  it("says what a comparison is of, and how it is made", () => {
    expect(compared("demographic_parity_difference")).toEqual([
      "demographic_parity",
      "difference",
      ["selection_rate"],
    ]);
    expect(compared("equalized_odds_ratio_mean_to_overall")).toEqual([
      "equalized_odds_mean",
      "ratio_to_overall",
      ["true_positive_rate", "false_positive_rate"],
    ]);
    expect(compared("accuracy_difference_to_overall")).toEqual([
      "accuracy",
      "difference_to_overall",
      ["accuracy"],
    ]);
    expect(compared("selection_rate")).toBeUndefined();
    expect(compared("differential_fairness")).toBeUndefined();
  });

  it("says when a figure follows Fairlearn's convention", () => {
    const metric = "fairlearn:equal_opportunity_difference";
    expect(metricWords(metric)).toMatchObject({
      label: "equal opportunity difference (as Fairlearn)",
      unit: "points",
    });
    expect(compared(metric)).toEqual([
      "fairlearn:equal_opportunity",
      "difference",
      ["fairlearn:true_positive_rate"],
    ]);
  });

  it("knows every metric of the catalog by its own words", () => {
    expect(metricWords("matthews_correlation")).toMatchObject({
      label: "Matthews correlation",
      unit: "number",
      better: "higher",
      undefinedWhen: "the labels or the predictions are all alike",
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
    for (const metric of METRICS) {
      const { name, definition } = metric;
      const words = metricWords(name);
      expect(words.label).not.toContain("_");
      expect(words.definition).toBe(definition);
      if (words.comparison !== undefined) expect(words.better).not.toBeNull();
      if (metric.scope === "group") expect(words.comparison).toBeUndefined();
    }
  });
});
