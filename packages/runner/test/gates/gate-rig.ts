import type { MetricRow } from "@fairline/core";
import type { PlannedGate } from "@fairline/plan";

export function row(overrides: Partial<MetricRow> = {}): MetricRow {
  return {
    metric: "demographic_parity_difference",
    attribute: "sex",
    group: null,
    within: null,
    split: "test",
    n: 4211,
    value: 0.04,
    low: 0.03,
    high: 0.06,
    ...overrides,
  };
}

export function gate(overrides: Partial<PlannedGate> = {}): PlannedGate {
  return {
    name: "gap",
    stage: "evaluate",
    instances: ["evaluate"],
    port: "metrics",
    metric: "demographic_parity_difference",
    attribute: "sex",
    group: undefined,
    within: undefined,
    min: undefined,
    max: 0.05,
    bound: "value",
    baseline: undefined,
    maxIncrease: undefined,
    onFail: "fail",
    minGroup: 30,
    uncovered: "refuse",
    degenerate: "refuse",
    ...overrides,
  };
}
