import { describe, expect, it } from "vitest";
import { selectContent } from "../../src/figures/selection.ts";
import { auditWorld, defaults, metricRow, inDepartment, strataWorld } from "../worlds.ts";

const rows = auditWorld().metrics[0]!.value.rows;

describe("selectContent", () => {
  it("takes every attribute and the usual columns that were computed", () => {
    expect(selectContent(rows, defaults)).toEqual({
      split: "all",
      attributes: ["sex"],
      strata: [],
      gap: "demographic_parity_difference",
      performance: "accuracy",
      groupMetrics: [
        "base_rate",
        "selection_rate",
        "accuracy",
        "true_positive_rate",
        "false_positive_rate",
        "positive_predictive_value",
      ],
    });
  });

  it("prefers the test rows", () => {
    const gap = { metric: "demographic_parity_difference", attribute: "sex", value: 0.1 };
    const both = ["train", "test", "all"].map((split) => metricRow({ ...gap, split }));
    expect(selectContent(both, defaults).split).toBe("test");
    expect(selectContent(both.slice(0, 1), defaults).split).toBe("train");
  });

  it("refuses metrics without rows", () => {
    expect(() => selectContent([], defaults)).toThrow(
      expect.objectContaining({
        code: "ROWS_EMPTY",
        message: "the metrics of the report have no rows",
        hint: "Give the report the metrics of an evaluate stage.",
      }),
    );
  });

  it.each([
    [
      { attributes: ["sxe"] },
      'parameter "attributes" names "sxe", which the metrics do not have',
      'Did you mean "sex"? The attributes are: sex.',
    ],
    [
      { gap: "accuracy" },
      'parameter "gap" names "accuracy", which the metrics do not have',
      undefined,
    ],
    [
      { performance: "acuracy" },
      'parameter "performance" names "acuracy", which the metrics do not have',
      'Did you mean "accuracy"? The overall metrics are: base_rate, selection_rate, accuracy, true_positive_rate, false_positive_rate, positive_predictive_value.',
    ],
    [
      { groupMetrics: ["recall"] },
      'parameter "group-metrics" names "recall", which the metrics do not have',
      "The metrics of groups are: base_rate, selection_rate, accuracy, true_positive_rate, false_positive_rate, positive_predictive_value.",
    ],
  ])("refuses %j", (choice, message, hint) => {
    expect(() => selectContent(rows, { ...defaults, ...choice })).toThrow(
      expect.objectContaining({
        code: "PARAM_INVALID",
        message,
        ...(hint === undefined ? {} : { hint }),
      }),
    );
  });

  it("takes the gap of the labels where there are no decisions", () => {
    const labels = rows.filter(({ metric }) => metric.startsWith("base_rate"));
    expect(selectContent(labels, defaults).gap).toBe("base_rate_difference");
  });

  it("tells strata from attributes", () => {
    const { attributes, strata } = selectContent(strataWorld().metrics[0]!.value.rows, defaults);
    expect(attributes).toEqual(["sex"]);
    expect(strata).toEqual(
      ["A", "B=b"].map((value) => ({ attribute: "sex", within: inDepartment(value) })),
    );
  });

  it("accepts decisions without labels, which have no accuracy", () => {
    const unlabelled = rows.filter(({ metric }) => !metric.startsWith("accuracy"));
    const { groupMetrics, performance } = selectContent(unlabelled, defaults);
    expect(groupMetrics).not.toContain("accuracy");
    expect(performance).toBeUndefined();
  });
});
