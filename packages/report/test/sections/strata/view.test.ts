import { describe, expect, it } from "vitest";
import { groupSettings } from "../../../src/figures/setting.ts";
import { strataViews } from "../../../src/sections/strata/view.ts";
import { inDepartment, metricRow, strataWorld } from "../../worlds.ts";

describe("strataViews", () => {
  const [setting] = groupSettings(
    [{ point: {}, rows: strataWorld().metrics[0]!.value.rows }],
    "test",
    () => false,
  );
  const given = {
    strata: ["A", "B=b"].map((value) => ({ attribute: "sex", within: inDepartment(value) })),
    gap: "demographic_parity_difference",
    groupMetrics: ["selection_rate"],
    decimals: 1,
  };

  it("puts the gap over all rows first, then that of each stratum", () => {
    const [view] = strataViews(setting!, "sex", given);
    expect(view?.by).toBe("department");
    expect(
      view?.gaps.map(({ label, isReference, figure }) => [label, isReference, figure.value]),
    ).toEqual([
      ["all rows", true, expect.closeTo(0.15, 12)],
      ["A", false, expect.closeTo(0.2, 12)],
      ["B=b", false, expect.closeTo(0.05, 12)],
    ]);
  });

  it("tells the direction of each gap, and the groups behind it", () => {
    const [view] = strataViews(setting!, "sex", given);
    expect(
      view?.strata.map(({ between, isReversed, isSmall }) => [between, isReversed, isSmall]),
    ).toEqual([
      [{ lowest: "M", highest: "F" }, true, false],
      [{ lowest: "M", highest: "F" }, true, true],
    ]);
    expect(view?.strata[0]?.groups.rows.map(({ group, cells }) => [group, cells[0]?.text])).toEqual(
      [
        ["F", "82.0"],
        ["M", "62.0"],
      ],
    );
  });

  it("marks a stratum whose gap rests on a group of 29 rows, and not on one of 30", () => {
    const strata = [29, 30].map((n) => ({
      attribute: "sex",
      within: inDepartment(`of ${String(n)}`),
    }));
    const rows = strata.map(({ attribute, within }, at) =>
      metricRow({ metric: given.gap, attribute, within, value: 0.1, n: 29 + at }),
    );
    const [few] = groupSettings([{ point: {}, rows }], "test", () => false);
    const [view] = strataViews(few!, "sex", { ...given, strata });
    expect(view?.strata.map(({ n, isSmall }) => [n, isSmall])).toEqual([
      [29, true],
      [30, false],
    ]);
  });

  it("is empty without strata, and for an attribute that has none", () => {
    expect(strataViews(setting!, "sex", { ...given, strata: [] })).toEqual([]);
    expect(strataViews(setting!, "race", given)).toEqual([]);
  });
});
