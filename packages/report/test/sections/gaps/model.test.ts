import { describe, expect, it } from "vitest";
import { gapChart } from "../../../src/sections/gaps/model.ts";
import { settingsOf } from "../../figures/invented-settings.ts";
import { auditWorld, matrixWorld } from "../../worlds.ts";

describe("gapChart", () => {
  const options = {
    gap: "demographic_parity_difference",
    groupMetrics: ["selection_rate", "accuracy"],
    gates: [],
    reference: undefined,
  };

  it("compares settings where there are several", () => {
    const settings = settingsOf(matrixWorld(), "test");
    const chart = gapChart(settings, "sex", { ...options, reference: settings[0] });
    expect(chart.rows.map(({ label, isReference }) => [label, isReference])).toEqual([
      ["0", true],
      ["0.1", false],
      ["0.3", false],
      ["1", false],
      ["3", false],
    ]);
  });

  it("compares metrics where there is one setting", () => {
    const chart = gapChart(settingsOf(auditWorld(), "all"), "sex", options);
    expect(chart.rows.map(({ label }) => label)).toEqual([
      "demographic parity",
      "equal opportunity",
      "equalized odds",
      "accuracy",
    ]);
  });

  it("draws the limits of gates on the gap by that attribute", () => {
    const gates = matrixWorld().lineage!.gates;
    const settings = settingsOf(matrixWorld(), "test");
    expect(gapChart(settings, "sex", { ...options, gates }).limits).toEqual([0.05]);
    expect(gapChart(settings, "race", { ...options, gates }).limits).toEqual([]);
  });
});
