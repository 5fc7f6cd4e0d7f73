import { describe, expect, it } from "vitest";
import { axisValue, forestRow, forestText, parityValue } from "../../src/charts/forest-row.ts";
import { figureOf, groupSettings } from "../../src/figures/setting.ts";
import { metricRow } from "../worlds.ts";
import { estimate } from "./estimate.ts";

function figureWith(n: number) {
  const row = {
    metric: "demographic_parity_difference",
    attribute: "sex",
    low: 0.125,
    high: 0.375,
    n,
  };
  const members = [0.125, 0.375].map((value, seed) => ({
    point: { seed },
    rows: [metricRow({ ...row, value })],
  }));
  const [setting] = groupSettings(members, "test", () => false);
  return figureOf(setting!, row.metric, row)!;
}

describe("forestRow", () => {
  it("writes a figure in the unit of its axis, as the tables write it", () => {
    const row = forestRow({ label: "0.3", figure: figureWith(100), isReference: true }, 1);
    expect(row).toEqual({
      label: "0.3",
      value: 25,
      low: 12.5,
      high: 37.5,
      seeds: [12.5, 37.5],
      isReference: true,
      isWeak: false,
      valueText: "25.0",
      intervalText: "12.5 to 37.5",
    });
  });

  it("tells what rests on few rows: 29, and not 30", () => {
    const [few, enough] = [29, 30].map((n) =>
      forestRow({ label: "0.3", figure: figureWith(n), isReference: false }, 1),
    );
    expect([few!.isWeak, few!.isReference]).toEqual([true, false]);
    expect(enough!.isWeak).toBe(false);
  });
});

describe("axisValue", () => {
  it("counts shares by the hundred, and other numbers as they are", () => {
    expect([axisValue(0.5, "rate"), axisValue(0.5, "points"), axisValue(0.5, "number")]).toEqual([
      50, 50, 0.5,
    ]);
  });
});

describe("parityValue", () => {
  it("is 0 of a difference and 1 of a ratio, also to overall; other metrics have none", () => {
    expect(
      [
        "demographic_parity_difference",
        "demographic_parity_ratio",
        "selection_rate_difference_to_overall",
        "selection_rate_ratio_to_overall",
        "accuracy",
      ].map(parityValue),
    ).toEqual([0, 1, 0, 1, undefined]);
  });
});

describe("forestText", () => {
  it("reads the rows out, with intervals where there are any", () => {
    const rows = [
      estimate({ label: "a", value: 1, valueText: "1.0", intervalText: "0.5 to 1.5" }),
      estimate({ label: "b", value: NaN, valueText: "—" }),
    ];
    expect(forestText(rows)).toBe("a: 1.0 (0.5 to 1.5); b: —");
  });
});
