import type { MetricRow } from "@fairline/core";
import { describe, expect, it } from "vitest";
import { bestOfFront, findFronts, isOnFront, type Front } from "../../src/figures/front.ts";
import { groupSettings, type Setting } from "../../src/figures/setting.ts";
import { metricRow } from "../worlds.ts";

interface Outcome {
  readonly gap: number;
  readonly performance: number;
}

/** Settings of strength 0, 1, 2, … with a gap by sex and a performance each; NaN stands for no row. */
function settingsOf(outcomes: readonly Outcome[], gap: string, performance: string): Setting[] {
  const members = outcomes.map((outcome, strength) => {
    const rows: readonly MetricRow[] = [
      metricRow({ metric: gap, attribute: "sex", value: outcome.gap }),
      metricRow({ metric: performance, value: outcome.performance }),
    ];
    return { point: { strength }, rows: rows.filter(({ value }) => !Number.isNaN(value)) };
  });
  return [...groupSettings(members, "test", () => false)];
}

function frontOf(
  outcomes: readonly Outcome[],
  gap = "demographic_parity_difference",
  performance = "accuracy",
): Front | undefined {
  const settings = settingsOf(outcomes, gap, performance);
  return findFronts(settings, { attributes: ["sex"], gap, performance }).get("sex");
}

function strengthsOnFront(front: Front | undefined): readonly unknown[] {
  return (front?.points ?? [])
    .filter((point) => point.isOnFront)
    .map(({ setting }) => setting.point["strength"]);
}

const THREE = [
  { gap: 0.1, performance: 0.9 },
  { gap: 0.2, performance: 0.9 },
  { gap: 0.3, performance: 0.95 },
];

describe("findFronts", () => {
  it("takes a smaller difference and a higher accuracy for better", () => {
    // 0 beats 1, which is as accurate; 2 is more accurate than both.
    expect(strengthsOnFront(frontOf(THREE))).toEqual([0, 2]);
  });

  it("takes a larger ratio and a lower loss for better", () => {
    expect(strengthsOnFront(frontOf(THREE, "demographic_parity_ratio"))).toEqual([2]);
    expect(strengthsOnFront(frontOf(THREE, "demographic_parity_difference", "log_loss"))).toEqual([
      0,
    ]);
  });

  it("takes a smaller gap and a higher performance for better where the metrics are not known", () => {
    expect(strengthsOnFront(frontOf(THREE, "own_gap", "own_performance"))).toEqual([0, 2]);
  });

  it("leaves out settings without one of the figures, and keeps the others' places", () => {
    const front = frontOf([THREE[0]!, { gap: NaN, performance: 0.99 }, THREE[2]!]);
    expect(front?.points.map(({ setting }) => setting.label)).toEqual(["strength=0", "strength=2"]);
    expect(front?.points.map(({ isReference }) => isReference)).toEqual([true, false]);
  });

  it("leaves out settings whose figures are undefined or infinite", () => {
    const undefinedGap = [NaN, Infinity].map((gap) =>
      groupSettings(
        [0.1, 0.2, gap].map((value, strength) => ({
          point: { strength },
          rows: [
            metricRow({ metric: "demographic_parity_difference", attribute: "sex", value }),
            metricRow({ metric: "accuracy", value: 0.9 }),
          ],
        })),
        "test",
        () => false,
      ),
    );
    for (const settings of undefinedGap) {
      const selection = {
        attributes: ["sex"],
        gap: "demographic_parity_difference",
        performance: "accuracy",
      };
      expect(findFronts(settings, selection).get("sex")?.points).toHaveLength(2);
    }
  });

  it("finds none with fewer than two settings, or without a performance metric", () => {
    expect(frontOf(THREE.slice(0, 1))).toBeUndefined();
    const settings = settingsOf(THREE, "demographic_parity_difference", "accuracy");
    const selection = { attributes: ["sex"], gap: "demographic_parity_difference" };
    expect(findFronts(settings, { ...selection, performance: undefined }).size).toBe(0);
  });
});

describe("bestOfFront", () => {
  it("is the point with the smallest difference, or with the largest ratio", () => {
    expect(bestOfFront(frontOf(THREE)!).gap.value).toBe(0.1);
    const traded = [
      { gap: 0.1, performance: 0.95 },
      { gap: 0.3, performance: 0.9 },
      { gap: 0.2, performance: 0.92 },
    ];
    expect(bestOfFront(frontOf(traded, "demographic_parity_ratio")!).gap.value).toBe(0.3);
  });
});

describe("isOnFront", () => {
  it("is false of settings off the front, and where there is none", () => {
    const front = frontOf(THREE)!;
    const [first, second] = front.points.map(({ setting }) => setting);
    expect(isOnFront(front, first!)).toBe(true);
    expect(isOnFront(front, second!)).toBe(false);
    expect(isOnFront(undefined, first!)).toBe(false);
  });
});
