import { describe, expect, it } from "vitest";
import { buildReport, type ReportInput } from "../../../src/report.ts";
import { definitionsModel } from "../../../src/sections/definitions/model.ts";
import { gapRows } from "../../../src/sections/gaps/gap-rows.ts";
import { SECTIONS } from "../../../src/sections/sections.ts";
import { auditWorld, strataWorld } from "../../worlds.ts";

function defined(world: ReportInput): readonly string[] {
  return definitionsModel(buildReport(world), SECTIONS).definitions.map(({ metric }) => metric);
}

describe("definitionsModel", () => {
  it("defines every metric that the tables and charts show", () => {
    const report = buildReport(auditWorld());
    const metrics = defined(auditWorld());
    const shown = report.attributes.flatMap((attribute) =>
      gapRows(attribute, report).map(({ figure }) => figure.metric),
    );
    expect(shown).not.toEqual([]);
    expect(metrics).toEqual(
      expect.arrayContaining([...shown, "accuracy", "differential_fairness"]),
    );
    const compared = [
      "equal_opportunity_difference",
      "equalized_odds_difference",
      "positive_predictive_value",
    ];
    expect(metrics).toEqual(expect.arrayContaining(compared));
    expect(new Set(metrics).size).toBe(metrics.length);
  });

  it("defines what is compared within strata once", () => {
    expect(defined(strataWorld())).toEqual(["demographic_parity_difference", "selection_rate"]);
  });
});
