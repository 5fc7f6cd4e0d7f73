import { findMetric } from "@fairline/metrics";
import { describe, expect, it } from "vitest";
import { standing, watcher } from "../src/watch.ts";

/** Six validation rows behind two training rows; groups f and m. */
const data = {
  validation: Uint32Array.of(2, 3, 4, 5, 6, 7),
  labels: Uint8Array.of(0, 1, 1, 1, 0, 1, 0, 0),
  weights: Float64Array.of(1, 1, 1, 1, 1, 1, 1, 1),
};
const groups = {
  columns: ["sex"],
  groups: [
    { name: "f", values: ["f"], size: 4 },
    { name: "m", values: ["m"], size: 4 },
  ],
  codes: Int32Array.of(0, 1, 0, 0, 0, 1, 1, 1),
};
const rule = { patience: 3, minDelta: 0, maxGap: 0.1 };
// Labels 1 1 0 | 1 0 0; positive decisions 1 0 1 | 1 0 0.
const odds = Float32Array.of(2, -1, 1, 3, -2, -3);

describe("watcher", () => {
  it("gives metrics of decisions at one half, of scores, and between groups, worked by hand", () => {
    const figures = (metric: string, gap?: string) =>
      watcher(data, {
        rule,
        metric: findMetric(metric),
        gap: gap === undefined ? undefined : findMetric(gap),
        groups,
      })(odds);
    // Right: rows 1, 4, 5 and 6 of 6. Selected: 2 of 3 f and 1 of 3 m.
    expect(figures("accuracy", "demographic_parity_difference")).toEqual({
      metric: expect.closeTo(4 / 6, 12) as number,
      gap: expect.closeTo(1 / 3, 12) as number,
    });
    // Of 9 pairs of a positive (2, -1, 3) and a negative (1, -2, -3) only -1 against 1 is lost.
    expect(figures("auc")).toEqual({ metric: expect.closeTo(8 / 9, 12) as number });
  });

  it("gives nothing where only the loss is watched", () => {
    const watch = { rule, metric: undefined, gap: undefined, groups: undefined };
    expect(watcher(data, watch)(odds)).toEqual({});
  });
});

describe("standing", () => {
  const losses = {
    epoch: 3,
    split: "validation",
    loss: 0.4,
    logLoss: 0.3,
    penalty: 0.1,
    accuracy: 0.8,
    metric: 0.9,
    gap: 0.05,
  } as const;

  it("is lower for better, whichever way a metric goes", () => {
    const by = (name: string | undefined) =>
      standing(
        {
          rule,
          metric: name === undefined ? undefined : findMetric(name),
          gap: undefined,
          groups: undefined,
        },
        losses,
      ).loss;
    expect([by(undefined), by("auc"), by("log_loss")]).toEqual([0.4, -0.9, 0.9]);
  });
});
