import { describe, expect, it } from "vitest";
import { groupSettings } from "../../../src/figures/setting.ts";
import { gapRows } from "../../../src/sections/gaps/gap-rows.ts";
import { settingsOf } from "../../figures/invented-settings.ts";
import { auditWorld, matrixWorld, metricRow } from "../../worlds.ts";

describe("gapRows", () => {
  const options = {
    gap: "demographic_parity_difference",
    groupMetrics: ["selection_rate", "accuracy"],
    reference: undefined,
  };

  it("compares settings where there are several", () => {
    const settings = settingsOf(matrixWorld(), "test");
    const rows = gapRows("sex", { ...options, settings, reference: settings[0] });
    expect(rows.map(({ label, isReference }) => [label, isReference])).toEqual([
      ["0", true],
      ["0.1", false],
      ["0.3", false],
      ["1", false],
      ["3", false],
    ]);
  });

  it("compares metrics where there is one setting", () => {
    const rows = gapRows("sex", { ...options, settings: settingsOf(auditWorld(), "all") });
    expect(rows.map(({ label }) => label)).toEqual([
      "demographic parity",
      "equal opportunity",
      "equalized odds",
      "accuracy",
    ]);
  });

  it("compares ratios where the gap is one, and a gap of no kind alone", () => {
    const settings = settingsOf(auditWorld(), "all");
    const labels = (gap: string): readonly string[] =>
      gapRows("sex", { ...options, gap, settings }).map(({ label }) => label);
    expect(labels("accuracy_ratio")).toEqual([
      "accuracy",
      "demographic parity",
      "equal opportunity",
    ]);
    expect(labels("differential_fairness")).toEqual(["differential fairness"]);
  });

  it("takes another metric by group beside the criteria, but none that cannot be compared in that way", () => {
    const rows = (["matthews_correlation_difference", "matthews_correlation_ratio"] as const).map(
      (metric) => metricRow({ metric, attribute: "sex", value: 0.1 }),
    );
    const [setting] = groupSettings([{ point: {}, rows }], "test", () => false);
    const groupMetrics = ["matthews_correlation", "true_positive_rate", "my_own_figure"];
    const metrics = (gap: string): readonly string[] =>
      gapRows("sex", { settings: [setting!], reference: undefined, gap, groupMetrics }).map(
        ({ figure }) => figure.metric,
      );
    expect(metrics("auc_difference")).toEqual(["matthews_correlation_difference"]);
    expect(metrics("auc_ratio")).toEqual([]);
    // In points, where Matthews' correlation is a plain number.
    expect(metrics("accuracy_difference")).toEqual([]);
  });

  it("leaves out related metrics that are counted in another unit", () => {
    const rows = ["demographic_parity_difference", "accuracy_difference", "f1_difference"].map(
      (metric) => metricRow({ metric, attribute: "sex", value: 0.1 }),
    );
    const settings = groupSettings([{ point: {}, rows }], "test", () => false);
    const groupMetrics = ["accuracy", "f1"];
    expect(
      gapRows("sex", { ...options, settings, groupMetrics }).map(({ figure }) => figure.metric),
    ).toEqual(["demographic_parity_difference", "accuracy_difference"]);
    const gap = "f1_difference";
    expect(
      gapRows("sex", { ...options, settings, groupMetrics, gap }).map(
        ({ figure }) => figure.metric,
      ),
    ).toEqual(["f1_difference"]);
  });
});
