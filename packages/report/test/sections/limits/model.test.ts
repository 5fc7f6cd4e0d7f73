import { describe, expect, it } from "vitest";
import { buildReport, type ReportInput } from "../../../src/report.ts";
import { limitsModel } from "../../../src/sections/limits/model.ts";
import { auditWorld, departmentsWorld, matrixWorld } from "../../worlds.ts";

function limitsOf(world: ReportInput): string {
  return limitsModel(buildReport(world)).limits.join(" ");
}

describe("limitsModel", () => {
  it("states the limits that hold of the report", () => {
    const audit = limitsOf(auditWorld());
    const matrix = limitsOf(matrixWorld());
    expect(audit).not.toContain("The front compares settings");
    expect(matrix).toContain("The front compares settings");
    expect(matrix).toContain("Groups of fewer than 30 rows are marked.");
  });

  it("says nothing of a front where settings were evaluated on different rows", () => {
    expect(limitsOf(departmentsWorld())).not.toContain("The front compares settings");
  });
});
