import { describe, expect, it } from "vitest";
import { gapRows } from "../../../src/sections/gaps/gap-rows.ts";
import { settingsOf } from "../../figures/invented-settings.ts";
import { auditWorld, matrixWorld } from "../../worlds.ts";

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
});
