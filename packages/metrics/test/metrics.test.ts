import { readdirSync } from "node:fs";
import { join } from "node:path";
import { CRITERIA, METRICS, findMetric, metricNames, metricsOf } from "@fairline/metrics";
import { describe, expect, it } from "vitest";

const FOLDERS = ["size", "rate", "score", "criterion"];

describe("METRICS", () => {
  it("names every metric once", () => {
    const names = METRICS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it("defines each in one sentence with a source and a range", () => {
    for (const { name, definition, range, source } of METRICS) {
      expect(definition, name).toMatch(/^[A-Z][^.]*\.$/);
      expect(source, name).not.toBe("");
      expect(range[0], name).toBeLessThan(range[1]);
    }
  });

  it("says each in plain words, and why it has no figure as the end of a sentence", () => {
    for (const { name, label, undefinedWhen } of METRICS) {
      expect(label, name).not.toMatch(/[_:]/);
      expect(undefinedWhen ?? "it has no end", name).toMatch(/^[a-z].*[^.]$/);
    }
  });

  it("calls a smaller gap better and a larger ratio better", () => {
    const better = Object.fromEntries(METRICS.map((metric) => [metric.name, metric.better]));
    expect(better["demographic_parity_difference"]).toBe("lower");
    expect(better["equalized_odds_ratio_mean_to_overall"]).toBe("higher");
    expect(better["differential_fairness"]).toBe("lower");
    expect(better["accuracy"]).toBe("higher");
    expect(better["log_loss"]).toBe("lower");
    expect(better["selection_rate"]).toBeNull();
  });

  it("words definitions as people read them", () => {
    const definitions = Object.fromEntries(
      METRICS.map(({ name, definition }) => [name, definition]),
    );
    expect(definitions["demographic_parity_difference"]).toBe(
      "Largest less smallest selection rate over the groups.",
    );
    expect(definitions["equalized_odds_ratio"]).toBe(
      "The smaller of two figures, for the true and the false positive rate: smallest over largest rate over the groups.",
    );
    expect(definitions["fairlearn:true_positive_rate"]).toBe(
      "Share of positive rows predicted positive; a rate without a denominator is 0, as in Fairlearn.",
    );
  });

  it("holds what every file of the folders exports, named after its file", () => {
    const files = FOLDERS.flatMap((folder) =>
      readdirSync(join(import.meta.dirname, "../src", folder)),
    );
    const names = [...metricsOf("fairline"), ...CRITERIA].map(({ name }) => name);
    for (const file of files) expect(names).toContain(file.slice(0, -3).replaceAll("-", "_"));
  });

  it("gives metrics of groups first, then their comparisons, then the criteria, each in the field's order", () => {
    const names = metricNames("fairline");
    const inOrder = [
      "count",
      "base_rate",
      "selection_rate",
      "accuracy",
      "true_positive_rate",
      "false_positive_rate",
      "positive_predictive_value",
      "f1",
      "auc",
      "brier",
      "base_rate_difference",
      "base_rate_ratio_to_overall",
      "brier_ratio_to_overall",
      "demographic_parity_difference",
      "equal_opportunity_difference",
      "equalized_odds_difference",
      "equalized_odds_difference_mean",
      "equalized_odds_ratio",
      "label_differential_fairness",
      "differential_fairness",
    ];
    const places = inOrder.map((name) => names.indexOf(name));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });
});

describe("CRITERIA", () => {
  it("say in one sentence when they are met, and where they are defined", () => {
    for (const { name, label, definition, source, metrics } of CRITERIA) {
      expect(definition, name).toMatch(/^[A-Z][^.]*\.$/);
      expect([label, source], name).not.toContain("");
      expect(metrics.length, name).toBeGreaterThan(0);
      for (const metric of metrics) expect(metric.subject.isCriterion, metric.name).toBe(true);
    }
  });
});

describe("metricNames", () => {
  it("adds Fairlearn's figures beside our own only where asked to", () => {
    const own = metricNames("fairline");
    const both = metricNames("fairlearn");
    expect(own.some((name) => name.startsWith("fairlearn:"))).toBe(false);
    expect(both.slice(0, own.length)).toEqual(own);
    expect(both).toContain("fairlearn:equalized_odds_difference");
    expect(both).not.toContain("fairlearn:auc");
  });
});

describe("findMetric", () => {
  it("finds every metric by its name, and nothing by another", () => {
    for (const metric of METRICS) expect(findMetric(metric.name)).toBe(metric);
    for (const name of ["", "my_own_figure", "constructor"]) {
      expect(findMetric(name)).toBeUndefined();
    }
  });
});
